/**
 * A wallet's keys from one secret: twelve or more words give a seed, the seed a tree of keys.
 *
 * <p>Read {@link org.wonsi.core.hd.Mnemonic} first (words to seed, BIP 39), then {@link org.wonsi.core.hd.ExtendedKey} (a key
 * and its children, BIP 32), then {@link org.wonsi.core.hd.KeyPath} (which branch is for what, BIP 44). With it a wallet
 * can use a new key for every payment (paper, section 10) and still be written down on paper once.
 *
 * <p>Nothing here is part of consensus: a node never sees a word, a seed or a path. The word lists are resources
 * that the build unpacks from libraries; their digests are checked by a test.
 */
@NullMarked
package org.wonsi.core.hd;

import org.jspecify.annotations.NullMarked;
