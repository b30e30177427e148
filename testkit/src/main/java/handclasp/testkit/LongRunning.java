package handclasp.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** A test that takes minutes: runs only with {@code mvn verify -Plong}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LongRunning.Condition.class)
public @interface LongRunning {

    /** How long, for a person who decides whether to wait: {@code "about 3 minutes"}. */
    String value();

    /** Lets the test run where {@code handclasp.long} is true. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Boolean.getBoolean("handclasp.long")) {
                return ConditionEvaluationResult.enabled("long tests are on");
            }
            return AnnotationSupport.findAnnotation(context.getElement(), LongRunning.class)
                    .map(test -> "takes " + test.value() + ": mvn verify -Plong")
                    .map(ConditionEvaluationResult::disabled)
                    .orElseGet(() -> ConditionEvaluationResult.enabled("not a long test"));
        }
    }
}
