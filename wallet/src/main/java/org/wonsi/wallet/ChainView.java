package org.wonsi.wallet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.client.NodeClients;
import org.wonsi.wallet.client.NodeHeaders;
import org.wonsi.wallet.keystore.HeaderFile;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.HeaderFault;
import org.wonsi.wallet.problem.Notice;
import org.wonsi.wallet.problem.WalletException;
import org.wonsi.wallet.spv.HeaderChain;
import org.wonsi.wallet.spv.HeaderSync;

/**
 * The chain as the wallet sees it: headers kept from last time and those of all nodes asked now, each checked here.
 *
 * <p>The branch with the most work counts, also when the nodes show less than was seen before: then they are behind, or
 * hide blocks. Only where a network of one's own was begun again from its genesis block, so that nothing but the
 * genesis block is common, the nodes' chain takes the place of the one kept.
 */
final class ChainView {
    private final ChainParams params;
    private final HeaderFile file;
    private final NodeClients nodes;
    private final HeaderChain chain;
    private final HeaderNode kept;
    private final List<Notice> notices = new ArrayList<>();
    private List<NodeView> views = List.of();
    private HeaderNode best;

    /**
     * A node's claim about the chain, and whether it holds.
     *
     * @param height the one it said
     * @param tip its newest header that holds
     * @param problem what is wrong with what it said
     * @param failure why it couldn't be asked
     */
    record NodeView(
            EsploraClient node,
            int height,
            Optional<HeaderNode> tip,
            Optional<HeaderFault> problem,
            Optional<WalletException> failure) {
        /** Whether its headers hold, so that it is worth while to ask it more. */
        boolean isGood() {
            return problem.isEmpty() && failure.isEmpty();
        }

        /** Whether its newest header is in the branch that ends here. */
        boolean agreesWith(HeaderNode best) {
            return isGood() && tip.filter(own -> own.isAncestorOf(best)).isPresent();
        }

        /** What to say of it, if it isn't good. */
        HeaderFault reason() {
            if (problem.isPresent()) {
                return problem.get();
            }
            return failure.filter(e -> !e.is(Failure.Unreachable.class)).isPresent()
                    ? new HeaderFault.Failed(failure.get().failure())
                    : new HeaderFault.NoNode();
        }
    }

    private ChainView(ChainParams params, HeaderFile file, NodeClients nodes, long now) {
        this.params = params;
        this.file = file;
        this.nodes = nodes;
        this.chain = new HeaderChain(params, now);
        file.read().forEach(chain::accept);
        this.kept = chain.best();
        this.best = kept;
    }

    /**
     * Asks all nodes for the headers that are new.
     *
     * @param now seconds since 1970 UTC
     * @throws WalletException unreachable if no node answers, other-network, no-good-chain if what they say doesn't hold
     */
    static ChainView follow(ChainParams params, HeaderFile file, NodeClients nodes, long now) {
        ChainView view = new ChainView(params, file, nodes, now);
        view.refresh();
        view.notice();
        return view;
    }

    /** Asks once more: blocks may have come meanwhile. */
    void refresh() {
        List<BlockHeader> fresh = new ArrayList<>();
        List<NodeView> asked = new ArrayList<>();
        for (EsploraClient node : nodes.all()) {
            asked.add(ask(node, fresh));
        }
        views = List.copyOf(asked);
        if (views.stream().allMatch(view -> view.failure().isPresent())) {
            throw views.get(0).failure().orElseThrow();
        }
        if (views.stream().noneMatch(NodeView::isGood)) {
            NodeView first = views.stream()
                    .filter(view -> view.problem().isPresent())
                    .findFirst()
                    .orElseThrow();
            throw new WalletException(new Failure.NoGoodChain(first.node().url(), first.reason()));
        }
        choose(fresh);
    }

    private NodeView ask(EsploraClient node, List<BlockHeader> fresh) {
        try {
            HeaderSync.Result result = HeaderSync.follow(chain, new NodeHeaders(node, nodes));
            fresh.addAll(result.fresh());
            if (result.problem().isPresent()) {
                checkNetwork(node);
            }
            return new NodeView(node, result.saidHeight(), result.tip(), result.problem(), Optional.empty());
        } catch (MalformedException e) {
            return new NodeView(node, 0, Optional.empty(), Optional.of(new HeaderFault.NoAnswer()), Optional.empty());
        } catch (WalletException e) {
            return new NodeView(node, 0, Optional.empty(), Optional.empty(), Optional.of(e));
        }
    }

    /** A node of another network would know nothing of the addresses, or refuse them. */
    private void checkNetwork(EsploraClient node) {
        String ours = params.genesisHash().toDisplay();
        Optional<String> theirs = node.blockHash(0);
        if (theirs.isPresent() && !theirs.get().equals(ours)) {
            throw new WalletException(new Failure.OtherNetwork(
                    node.url(), theirs.get(), params.network().id(), ours));
        }
    }

    private void choose(List<BlockHeader> fresh) {
        HeaderNode served = views.stream()
                .flatMap(view -> view.tip().stream())
                .max(Comparator.comparing(HeaderNode::chainWork))
                .orElse(chain.genesis());
        if (isStartedAnew(served)) {
            best = served;
            file.replace(headers(served));
            Notice anew = new Notice.NewChain(kept.height(), served.height());
            if (notices.isEmpty()) {
                notices.add(anew);
            }
        } else {
            best = served.chainWork().compareTo(kept.chainWork()) > 0 ? served : kept;
            file.append(fresh);
        }
    }

    /** Never on mainnet: there it would be a lie. */
    private boolean isStartedAnew(HeaderNode served) {
        return params.network() != Network.MAINNET
                && kept.height() > 0
                && served.height() > 0
                && served.chainWork().compareTo(kept.chainWork()) < 0
                && kept.commonAncestor(served).height() == 0;
    }

    private List<BlockHeader> headers(HeaderNode tip) {
        List<BlockHeader> headers = new ArrayList<>();
        for (int height = 1; height <= tip.height(); height++) {
            headers.add(tip.ancestor(height).header());
        }
        return headers;
    }

    private void notice() {
        for (NodeView view : views) {
            if (!view.isGood()) {
                notices.add(new Notice.NodeLeftOut(view.node().url(), view.reason()));
            } else if (!view.agreesWith(best)) {
                HeaderNode tip = view.tip().orElseGet(chain::genesis);
                notices.add(new Notice.Disagrees(view.node().url(), tip.height(), tip.hash(), best.height()));
            }
        }
        if (views.stream().noneMatch(view -> view.tip().filter(best::equals).isPresent())) {
            notices.add(new Notice.Behind(best.height(), best.hash()));
        }
    }

    /** What there is to say of the nodes. */
    List<Notice> notices() {
        return List.copyOf(notices);
    }

    /** Whether this network was begun again, so that nothing of the chain known before is left. */
    boolean isNewNetwork() {
        return notices.stream().anyMatch(Notice.NewChain.class::isInstance);
    }

    /** The newest header of the branch with the most work. */
    HeaderNode best() {
        return best;
    }

    /** What each node said. */
    List<NodeView> views() {
        return views;
    }

    /** The nodes whose headers hold. */
    List<NodeView> good() {
        return views.stream().filter(NodeView::isGood).toList();
    }
}
