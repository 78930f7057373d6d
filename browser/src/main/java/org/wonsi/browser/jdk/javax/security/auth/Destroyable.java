package org.wonsi.browser.jdk.javax.security.auth;

/** A stand-in for the JDK's interface of this name, which a class of Bouncy Castle's names. */
public interface Destroyable {}
