package org.wonsi.browser.jdk.javax.security.auth;

/** Stands in for the JDK's interface of this name, which a class of Bouncy Castle's names. */
public interface Destroyable {}
