package org.wonsi.node.lying;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;

/**
 * The lies that a node can tell; each with what it says, what a wallet that believes it loses, and what gives it away.
 */
public enum Lie {
    /** Outputs are worth less than they are. */
    AMOUNT(
            "Says that every output is worth a tenth of its value. A wallet that believes it gives the other nine tenths away"
                    + " as fee. A wallet that checks reads the value from the transaction's own bytes, whose hash is the"
                    + " transaction id.",
            "모든 출력의 금액이 실제의 10분의 1이라고 말합니다. 그대로 믿는 지갑은 나머지 10분의 9를 수수료로 잃습니다. 확인하는 지갑은"
                    + " 거래의 원본 바이트에서 금액을 읽습니다. 그 바이트의 해시가 거래 ID입니다."),

    /** Fees are higher than they are. */
    FEE(
            "Says that fee rates, and the fees of transactions, are 100,000 times what they are. A wallet that believes it pays"
                    + " about 0.2 coins for an ordinary payment. A wallet that checks shows the fee before it signs, and"
                    + " refuses one that is out of proportion.",
            "수수료율과 거래의 수수료가 실제의 10만 배라고 말합니다. 그대로 믿는 지갑은 평범한 거래 하나에 약 0.2코인을 수수료로 냅니다."
                    + " 확인하는 지갑은 서명하기 전에 수수료를 보여 주고, 지나치게 높으면 거부합니다."),

    /** Transactions spend other coins than they do. */
    INPUTS(
            "Says that transactions spend other coins than they do, and that the wallet itself pays 1,000 coins to a thief. A"
                    + " wallet that believes it raises the fee of that payment, and so signs it. A wallet that checks reads the"
                    + " inputs from its own stored payments and from the transaction's bytes.",
            "거래가 실제와 다른 코인을 사용한다고 말하고, 이 지갑이 도둑에게 1,000코인을 보내는 중이라고 꾸밉니다. 그대로 믿는 지갑은 그"
                    + " 거래의 수수료를 올리다가 직접 서명하게 됩니다. 확인하는 지갑은 자기가 보관한 거래와 그 원본 바이트에서 입력을"
                    + " 읽습니다."),

    /** Addresses were paid that never were. */
    HISTORY(
            "Says that unused addresses were paid, with transactions that never were. A wallet that believes it shows money it"
                    + " doesn't have, and moves on to addresses where a restored wallet won't look. A wallet that checks counts"
                    + " an address as used only after a merkle proof.",
            "한 번도 쓰지 않은 주소가 코인을 받았다고 없는 거래를 꾸며 냅니다. 그대로 믿는 지갑은 없는 코인을 보여 주고, 복구할 때 찾지 못할 만큼"
                    + " 먼 번호의 주소로 넘어갑니다. 확인하는 지갑은 머클 증명이 맞을 때에만 주소가 사용되었다고 봅니다."),

    /** A payment is accepted and passed to nobody. */
    HIDE(
            "Accepts a payment, passes it to nobody, and goes on showing its coins as unspent. A wallet that believes it spends"
                    + " the same coins again, and only one of the two payments can arrive. A wallet that checks remembers its"
                    + " own payments, and asks more than one node.",
            "거래를 받아들인 척하고 아무에게도 전파하지 않으며, 코인이 아직 사용되지 않았다고 계속 말합니다. 그대로 믿는 지갑은 같은 코인을 다시"
                    + " 사용하는데, 두 거래 중 하나만 블록에 담길 수 있습니다. 확인하는 지갑은 자기가 보낸 거래를 기억하고 여러 노드에 물어봅니다."),

    /** The chain is longer than it is. */
    TIP(
            "Says that the chain is 100 blocks longer, with headers that no work was done for. A wallet that believes it takes a"
                    + " payment with one confirmation for one with 101. A wallet that checks hashes every header and compares"
                    + " it with the target.",
            "체인이 100블록 더 길다고 말하지만, 그 헤더에는 작업증명이 없습니다. 그대로 믿는 지갑은 확인 수가 1인 거래를 101로 봅니다."
                    + " 확인하는 지갑은 헤더를 하나하나 해시해서 목푯값과 비교합니다."),

    /** Merkle proofs don't prove. */
    PROOF(
            "Says that waiting transactions are in a block, and gives merkle proofs that don't lead to its root or name a place"
                    + " that doesn't exist. A merchant whose wallet believes it hands over goods for a payment in no block. A"
                    + " wallet that checks hashes its way up to the root of a header of its own.",
            "대기 중인 거래가 블록에 들어 있다고 말하면서, 머클 루트에 이르지 않거나 없는 위치를 가리키는 머클 증명을 줍니다. 그대로 믿는 판매자는"
                    + " 어느 블록에도 없는 거래를 믿고 물건을 내줍니다. 확인하는 지갑은 직접 해시를 계산해서 자기가 가진 헤더의 루트와"
                    + " 비교합니다.");

    private final String english;
    private final String korean;

    Lie(String english, String korean) {
        this.english = english;
        this.korean = korean;
    }

    /** The source of this lie, in front of another source. */
    EsploraSource before(EsploraSource honest, ChainParams params) {
        return switch (this) {
            case AMOUNT -> new AmountLie(honest);
            case FEE -> new FeeLie(honest);
            case INPUTS -> new InputsLie(honest, params);
            case HISTORY -> new HistoryLie(honest, params);
            case HIDE -> new HideLie(honest);
            case TIP -> new TipLie(honest);
            case PROOF -> new ProofLie(honest);
        };
    }

    /** What it says, what is lost by it, and what gives it away. */
    public String english() {
        return english;
    }

    /** The same in Korean. */
    public String korean() {
        return korean;
    }

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The lie of this name.
     *
     * @throws MalformedException if there is none
     */
    public static Lie parse(String name) {
        return Arrays.stream(values())
                .filter(lie -> lie.toString().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new MalformedException("'" + name + "' is no lie known here; there are "
                        + Arrays.stream(values()).map(Lie::toString).collect(Collectors.joining(", "))));
    }

    /** All of them, a name and two sentences each. */
    public static List<Lie> all() {
        return List.of(values());
    }
}
