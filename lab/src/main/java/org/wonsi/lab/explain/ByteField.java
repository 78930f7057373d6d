package org.wonsi.lab.explain;

/**
 * One field of some bytes.
 *
 * @param id a stable name for translations, such as {@code header.bits}
 * @param start offset of its first byte
 * @param end offset after its last byte
 * @param name what Bitcoin developers call it
 * @param kind what sort of thing it is
 * @param value the value, as people write it
 * @param meaning one or two sentences
 * @param order how its bytes are to be read
 * @param rule a reject reason that guards it, or empty
 * @param code the class and method that reads it
 */
public record ByteField(
        String id,
        int start,
        int end,
        String name,
        ByteKind kind,
        String value,
        String meaning,
        String order,
        String rule,
        String code) {}
