package org.wonsi.columns.command;

/** What the console says of itself, in English and in Korean. */
final class ConsoleWords {
    private static final String HELP = """
            A statement ends with a semicolon and may have several lines. It reads: SELECT, WITH, FROM, DESCRIBE, SHOW, SUMMARIZE.
              .tables                 tables and views
              .schema [TABLE]         their columns, with type and meaning
              .questions              the twenty questions
              .questions N            asks question N, and says what the answer means
              .questions N ENGINE     how SQLite, DuckDB, Spark or BigQuery is asked question N
              .plot                   draws the last answer's first two columns
              .svg FILE               writes that drawing to a file
              .lang en|ko|both        the language of questions, meanings and this list
              .reload                 looks again at the chain, which may have grown
              .quit                   ends; so does Ctrl-D
            Ctrl-C stops the question that is being answered.""";

    private static final String HELP_KOREAN = """
            문장은 세미콜론으로 끝나며 여러 줄에 걸쳐 쓸 수 있습니다. 읽는 문장만 됩니다: SELECT, WITH, FROM, DESCRIBE, SHOW, SUMMARIZE.
              .tables                 테이블과 뷰
              .schema [TABLE]         열의 이름과 타입과 뜻
              .questions              질문 스무 개
              .questions N            N번 질문을 묻고, 답의 뜻을 설명합니다
              .questions N ENGINE     N번 질문을 SQLite, DuckDB, Spark, BigQuery에서 쓰는 법
              .plot                   마지막 답의 처음 두 열을 그립니다
              .svg FILE               그 그림을 파일에 씁니다
              .lang en|ko|both        질문과 설명, 이 목록의 언어
              .reload                 그사이 자란 체인을 다시 읽습니다
              .quit                   끝냅니다. Ctrl-D도 같습니다
            Ctrl-C는 답을 찾고 있는 질문을 멈춥니다.""";

    private ConsoleWords() {}

    static String greeting(String language) {
        return isKorean(language)
                ? "질문 스무 개는 .questions, 나머지 명령은 .help, 끝내기는 .quit입니다."
                : "Type .questions for twenty questions, .help for the rest, .quit to end.";
    }

    static String help(String language) {
        return isKorean(language) ? HELP_KOREAN : HELP;
    }

    static String askOne(String language) {
        return isKorean(language) ? "하나를 물으려면 .questions N" : "Ask one with .questions N";
    }

    private static boolean isKorean(String language) {
        return language.equals("ko");
    }
}
