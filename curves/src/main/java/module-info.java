import handclasp.curves.HandclaspCurvesProvider;

/** Fast elliptic curves in pure Java as a JCA provider. */
module handclasp.curves {
    requires static org.jspecify;

    exports handclasp.curves;

    provides java.security.Provider with
            HandclaspCurvesProvider;
}
