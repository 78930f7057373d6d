package org.wonsi.node.service;

import java.util.Set;

/** The operations that cut and heal links, to show a split network. All of it may be called from any thread. */
public interface LinkControl {
    /** Cuts the link with the node of that name: closed, and neither dialled nor accepted until healed. */
    void cut(String node);

    /** Allows the link with the node of that name again, and dials it if its address is known. */
    void heal(String node);

    /** The names of the nodes this one is cut from. */
    Set<String> cutFrom();
}
