package org.wonsi.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClassArchiveTrainingTest {
    @Test
    @DisplayName("every command of the rehearsal for the class archive succeeds, the payment too")
    void train() throws Exception {
        List<Integer> codes = ClassArchiveTraining.train();
        assertThat(codes).hasSize(11).containsOnly(0);
    }
}
