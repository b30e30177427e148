package handclasp.curves;

/**
 * A point of P-256 in Jacobian coordinates: x = X/Z², y = Y/Z³; Z = 0 is the point at infinity. Between
 * operations X and Y have size (see {@link FieldP256}) at most 1.1 and Z at most 2.4, and all limbs are
 * below 2^56.
 *
 * <p>Formulas: D. J. Bernstein and T. Lange, Explicit-Formulas Database, "Jacobian coordinates with a4=-3"
 * (dbl-2001-b, madd-2004-hmv, add-1998-cmo-2). Doubling is right for every point, since P-256 has no point
 * of order two. Addition is not for P = ±Q and for infinity: methods named {@code Public} branch on these,
 * and {@link #addDistinct} is for callers that can show that they do not occur. Mutable, not thread-safe.
 */
final class PointP256 {

    final FieldP256 x = new FieldP256();
    final FieldP256 y = new FieldP256();
    final FieldP256 z = new FieldP256();

    /** Registers of the formulas; one for a whole computation. */
    static final class Work {
        final FieldP256 a = new FieldP256();
        final FieldP256 b = new FieldP256();
        final FieldP256 c = new FieldP256();
        final FieldP256 d = new FieldP256();
        final FieldP256 e = new FieldP256();

        void clear() {
            a.clear();
            b.clear();
            c.clear();
            d.clear();
            e.clear();
        }
    }

    void set(PointP256 p) {
        x.set(p.x);
        y.set(p.y);
        z.set(p.z);
    }

    void setInfinity() {
        x.setOne();
        y.setOne();
        z.clear();
    }

    void clear() {
        x.clear();
        y.clear();
        z.clear();
    }

    void select(PointP256 p, long mask) {
        x.select(p.x, mask);
        y.select(p.y, mask);
        z.select(p.z, mask);
    }

    boolean isInfinity() {
        return z.isZeroPublic();
    }

    /** This becomes 2·p, which may be this. Right for every point. */
    void twice(PointP256 p, Work w) {
        FieldP256 delta = w.a;
        FieldP256 gamma = w.b;
        FieldP256 beta = w.c;
        FieldP256 alpha = w.d;
        FieldP256 t = w.e;
        delta.square(p.z); // size 1.4
        gamma.square(p.y); // 1.1
        beta.mul(p.x, gamma); // 1.1
        t.sub(p.x, delta); // 2.5
        alpha.add(p.x, delta); // 2.5
        alpha.mul(alpha, t); // 1.4
        alpha.times(alpha, 3); // 4.2
        z.mul(p.y, p.z);
        z.add(z, z); // 2.4
        t.square(alpha); // 2.1
        x.subShifted(t, beta, 3); // 10.9
        x.reduce();
        t.shiftedSub(beta, 2, x); // 5.5
        t.mul(alpha, t); // 2.5
        gamma.square(gamma); // 1.1
        y.subShifted(t, gamma, 3); // 11.3
        y.reduce();
    }

    /**
     * This becomes p + (qx, qy), for an affine second point, provided p is neither infinity nor ± that point.
     * Returns nothing of use in {@code this} otherwise. p may be this.
     */
    void addDistinct(PointP256 p, FieldP256 qx, FieldP256 qy, Work w) {
        differences(p, qx, qy, w);
        addMixed(p, w);
    }

    /** As {@link #addDistinct(PointP256, FieldP256, FieldP256, Work)}, but for every p. Not for secrets. */
    void addPublic(PointP256 p, FieldP256 qx, FieldP256 qy, Work w) {
        if (p.isInfinity()) {
            x.set(qx);
            y.set(qy);
            z.setOne();
            return;
        }
        differences(p, qx, qy, w);
        if (w.a.isZeroPublic()) {
            addEqualX(p, w.b.isZeroPublic(), w);
            return;
        }
        addMixed(p, w);
    }

    private void addEqualX(PointP256 p, boolean equal, Work w) {
        if (equal) {
            twice(p, w);
        } else {
            setInfinity();
        }
    }

    /** H = qx·Z² − X into a, R = qy·Z³ − Y into b. */
    private static void differences(PointP256 p, FieldP256 qx, FieldP256 qy, Work w) {
        w.c.square(p.z); // 1.4
        w.a.mul(qx, w.c); // 1.1
        w.c.mul(w.c, p.z); // 1.3
        w.b.mul(qy, w.c); // 1.1
        w.a.sub(w.a, p.x); // 2.2
        w.b.sub(w.b, p.y); // 2.2
    }

    private void addMixed(PointP256 p, Work w) {
        z.mul(p.z, w.a); // 1.4
        finish(p.x, p.y, w);
    }

    /** X3 = R² − H³ − 2·X1·H², Y3 = R·(X1·H² − X3) − Y1·H³. */
    private void finish(FieldP256 x1, FieldP256 y1, Work w) {
        FieldP256 h = w.a;
        FieldP256 r = w.b;
        FieldP256 cube = w.c;
        FieldP256 v = w.d;
        FieldP256 t = w.e;
        t.square(h); // 1.4
        cube.mul(t, h); // 1.2
        v.mul(x1, t); // 1.2
        y.mul(y1, cube); // 1.1
        t.square(r); // 1.4
        t.sub(t, cube); // 2.6
        x.subShifted(t, v, 1); // 5
        x.reduce();
        v.sub(v, x); // 2.3
        v.mul(v, r); // 1.4
        y.sub(v, y); // 2.5
        y.reduce();
    }

    /** This becomes p + q, provided neither is infinity and p ≠ ±q. p may be this, q may not. */
    void addDistinct(PointP256 p, PointP256 q, Work w) {
        differences(p, q, w);
        addFull(p, q, w);
    }

    /** This becomes p + q for any two points. Not for secrets. p may be this, q may not. */
    void addPublic(PointP256 p, PointP256 q, Work w) {
        if (p.isInfinity()) {
            set(q);
            return;
        }
        if (q.isInfinity()) {
            set(p);
            return;
        }
        differences(p, q, w);
        if (w.a.isZeroPublic()) {
            addEqualX(q, w.b.isZeroPublic(), w);
            return;
        }
        addFull(p, q, w);
    }

    /** X1·Z2² into x, Y1·Z2³ into y; H = X2·Z1² − x into a, R = Y2·Z1³ − y into b. */
    private void differences(PointP256 p, PointP256 q, Work w) {
        w.c.square(q.z);
        x.mul(p.x, w.c);
        w.c.mul(w.c, q.z);
        y.mul(p.y, w.c);
        w.c.square(p.z);
        w.a.mul(q.x, w.c);
        w.c.mul(w.c, p.z);
        w.b.mul(q.y, w.c);
        w.a.sub(w.a, x);
        w.b.sub(w.b, y);
    }

    private void addFull(PointP256 p, PointP256 q, Work w) {
        z.mul(p.z, q.z);
        z.mul(z, w.a);
        finish(x, y, w);
    }

    /** Divides by Z, so that x and y are affine. Constant-time. Infinity becomes (0, 0). */
    void normalize() {
        FieldP256 inverse = new FieldP256();
        inverse.invert(z);
        normalize(inverse);
    }

    /** As {@link #normalize()}, with 1/Z given; overwrites it. */
    void normalize(FieldP256 inverse) {
        z.square(inverse);
        x.mul(x, z);
        z.mul(z, inverse);
        y.mul(y, z);
        z.setOne();
        inverse.clear();
    }
}
