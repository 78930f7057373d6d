package org.wonsi.lab.live;

import java.util.List;

/** The names of the nodes of a seminar and of a tab: cities, which the page has in Korean, too. */
public final class CityNames {
    private static final List<String> NAMES = List.of(
            "Seoul",
            "Busan",
            "Jeju",
            "Incheon",
            "Daegu",
            "Daejeon",
            "Gwangju",
            "Ulsan",
            "Suwon",
            "Jeonju",
            "Gangneung",
            "Gyeongju",
            "Andong",
            "Mokpo",
            "Yeosu",
            "Pohang",
            "Chuncheon",
            "Sokcho",
            "Tongyeong",
            "Cheonan",
            "Cheongju",
            "Jinju",
            "Gunsan",
            "Wonju",
            "Suncheon",
            "Gimhae",
            "Asan",
            "Namwon",
            "Boryeong",
            "Miryang");

    private CityNames() {}

    /** How many there are. */
    public static int count() {
        return NAMES.size();
    }

    /** The first names. */
    public static List<String> first(int count) {
        return NAMES.subList(0, count);
    }
}
