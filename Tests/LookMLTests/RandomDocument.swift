/// Correct LookML made at random along the grammar, with trivia wherever it may stand.
enum RandomDocument {
    static func text(_ random: inout SeededRandom) -> String {
        items(&random, depth: 0) + trivia(&random)
    }

    private static let names = [
        "view", "dimension", "label", "x", "a.b", "+orders", "order-items", "$t", "ünï", "ALL_FIELDS*", "0.5", "-1",
        "include", "filters", "HTML", "Sql", "expressions", "'x'",
    ]
    private static let expressionKeys = ["sql", "sql_on", "sql_step", "html", "expression", "expression_custom_filter"]
    /// Any of these in any order is a correct string, and none holds two semicolons that end an expression.
    private static let pieces = [
        "a", "yes", "${TABLE}", ".id", " ", "\n", "\t", "#", "{", "}", "[", "]", ":", ",", "'", "\\\"", "\\\\", "\\n",
        "é", "\u{301}", "🏔️", "; ", "{% if x %}", "{{ y }}", "-", "sql:", "\r\n",
    ]

    private static func items(_ random: inout SeededRandom, depth: Int) -> String {
        var text = ""
        for _ in 0..<random.below(6) { text += space(&random) + item(&random, depth: depth) }
        return text
    }

    private static func item(_ random: inout SeededRandom, depth: Int) -> String {
        if random.below(5) == 0 {
            return random.one(of: expressionKeys) + ":" + piecesOfText(&random) + ";;"
        }
        let key = random.one(of: names) + trivia(&random) + ":" + trivia(&random)
        switch random.below(depth < 6 ? 5 : 3) {
        case 0: return key + literal(&random)
        case 1: return key + string(&random)
        case 2: return key + "[" + list(&random) + trivia(&random) + "]"
        default:
            let name = random.below(2) == 0 ? random.one(of: names) + trivia(&random) : ""
            return key + name + "{" + items(&random, depth: depth + 1) + trivia(&random) + "}"
        }
    }

    private static func list(_ random: inout SeededRandom) -> String {
        let count = random.below(5)
        guard count > 0 else { return "" }
        let isOfPairs = random.below(2) == 0
        let elements = (0..<count).map { _ in
            var element = trivia(&random)
            if isOfPairs { element += random.one(of: names) + trivia(&random) + ":" + trivia(&random) }
            return element + (random.below(2) == 0 ? literal(&random) : string(&random)) + trivia(&random)
        }
        let leading = random.below(5) == 0 ? trivia(&random) + "," : ""
        return leading + elements.joined(separator: ",") + (random.below(3) == 0 ? "," : "")
    }

    private static func literal(_ random: inout SeededRandom) -> String {
        let name = random.one(of: names)
        return random.below(6) == 0 ? "-" + random.one(of: [" ", "\t", "  "]) + name : name
    }

    private static func string(_ random: inout SeededRandom) -> String { "\"" + piecesOfText(&random) + "\"" }

    private static func piecesOfText(_ random: inout SeededRandom) -> String {
        var text = ""
        for _ in 0..<random.below(8) { text += random.one(of: pieces) }
        return text
    }

    private static func trivia(_ random: inout SeededRandom) -> String {
        random.below(3) == 0 ? "" : space(&random)
    }

    private static func space(_ random: inout SeededRandom) -> String {
        random.one(of: [" ", "  ", "\t", "\n", "\r\n", " \n\n  ", " # { \" } ;; ] sql: é\n", "\n#\n#\n\t"])
    }
}
