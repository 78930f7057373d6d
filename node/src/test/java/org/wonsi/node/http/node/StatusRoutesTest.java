package org.wonsi.node.http.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.http.node.body.status.IndexStatus;
import org.wonsi.node.store.db.AddressIndexState;

class StatusRoutesTest {
    @Test
    @DisplayName("the address index is absent, on its way with percent and height, or complete at the tip's height")
    void addressIndex() {
        assertThat(StatusRoutes.index(AddressIndexState.NONE, 7)).isNull();
        assertThat(StatusRoutes.index(AddressIndexState.incomplete(33, 1), 7)).isEqualTo(new IndexStatus(false, 33, 1));
        assertThat(StatusRoutes.index(AddressIndexState.incomplete(99, 9), 7)).isEqualTo(new IndexStatus(false, 99, 7));
        assertThat(StatusRoutes.index(AddressIndexState.COMPLETE, 7)).isEqualTo(new IndexStatus(true, 100, 7));
    }
}
