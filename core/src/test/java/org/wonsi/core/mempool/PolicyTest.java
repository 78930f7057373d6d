package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.consensus.Violation;

class PolicyTest {
    static Stream<PolicyCases.Case> cases() {
        return PolicyCases.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void refused(PolicyCases.Case policyCase) {
        MempoolResult result = policyCase.result();
        Violation violation = result.violation().orElseThrow();
        assertThat(violation.rejectString()).as("%s", violation).isEqualTo(policyCase.rejectString());
        assertThat(violation.reason()).isEqualTo(policyCase.reason());
        assertThat(result.outcome()).isNotEqualTo(MempoolResult.Outcome.ACCEPTED);
        assertThat(result.added()).isEmpty();
    }
}
