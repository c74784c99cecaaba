import Testing

@testable import SemanticModel

/// What a test gives to its templates: values by dotted path, and what Looker's tags write.
struct LiquidTestContext<Escaper: LiquidEscaper>: LiquidContext {
    var values: [String: LiquidValue]
    var escaper: Escaper
    var sql: [String: String] = [:]
    let unknown = Unknown()

    /// Collects names that nobody knew. Each test that reads them has a context of its own, and renders it once.
    final class Unknown: @unchecked Sendable {
        var names: [String] = []
    }

    init(values: [String: LiquidValue], sql: [String: String] = [:], escaper: Escaper) {
        self.values = values
        self.sql = sql
        self.escaper = escaper
    }

    func value(at path: [String]) throws(LiquidRefusal) -> LiquidValue? { values[path.joined(separator: ".")] }

    func reportUnknown(_ path: [String], at offset: Int) {
        unknown.names.append("\(path.joined(separator: "."))@\(offset)")
    }

    func condition(_ filter: String, on body: String) throws(LiquidRefusal) -> String {
        guard let literal = sql[filter] else { return "1=1" }
        return "(\(body)) = \(literal) OR (\(body)) IS NULL"
    }

    func incrementCondition(on body: String) throws(LiquidRefusal) -> String { "\(body) > now" }

    func parameter(_ name: String) throws(LiquidRefusal) -> String {
        guard let text = sql[name] else { throw LiquidRefusal("There is no parameter `\(name)`.", suggestion: "grain") }
        return text
    }

    func dateStart(_ filter: String) throws(LiquidRefusal) -> String { sql["start " + filter] ?? "NULL" }
    func dateEnd(_ filter: String) throws(LiquidRefusal) -> String { sql["end " + filter] ?? "NULL" }
    func localized(_ key: String) -> String? { key == "greeting" ? "Guten Tag" : nil }
}

extension LiquidTestContext where Escaper == LiquidPlainText {
    init(values: [String: LiquidValue] = [:], sql: [String: String] = [:]) {
        self.init(values: values, sql: sql, escaper: LiquidPlainText())
    }
}

func rendered(
    _ template: String, _ values: [String: LiquidValue], as escaper: some LiquidEscaper, sql: [String: String] = [:]
) -> Result<String, LiquidError> {
    Result { () throws(LiquidError) in
        try LiquidTemplate.parse(template).render(LiquidTestContext(values: values, sql: sql, escaper: escaper))
    }
}

extension Result {
    var isFailure: Bool {
        if case .failure = self { true } else { false }
    }
}
