import LookerExpressions
import SQL
import Testing

@testable import QueryCompiler

/// Random expressions on a real server give what the evaluator gives.
@Suite(.postgreSQL, .enabled(if: PostgreSQLServer.isWanted, PostgreSQLServer.reason))
struct PostgreSQLExpressionTests {
    private static let seed: UInt64 = 20_260_305
    private static let cases = 1_500
    private static let batch = 50

    @Test func `a custom dimension has the values of a table calculation`() throws {
        let server = try #require(PostgreSQLServer.current)
        let rows = ExpressionRows.odd
        _ = try server.rows(rows.creation(.postgreSQL))
        let texts = (0..<Self.cases).map { number in
            var random = RandomExpression(random: SeededRandom(state: Self.seed &+ UInt64(number)))
            return random.expression(depth: 1 + number % 3)
        }.filter { !$0.contains("%") && !$0.contains("mod(") }
        var refused = 0
        for start in stride(from: 0, to: texts.count, by: Self.batch) {
            let batch = Array(texts[start..<min(start + Self.batch, texts.count)])
            if let answers = try? answers(batch, rows, server) {
                check(batch, answers, rows)
                continue
            }
            for text in batch {
                do {
                    check([text], try answers([text], rows, server), rows)
                } catch let failure as PostgreSQLServer.Failure {
                    // There is no way to ask whether a double will be too large.
                    let isRange = failure.message.contains("out of range") && !failure.message.contains("timestamp")
                    if isRange { refused += 1 } else { Issue.record("\(text)\n\(failure.message)") }
                }
            }
        }
        print("random expressions on PostgreSQL: seed \(Self.seed), \(Self.cases) cases, \(refused) out of range")
        #expect(refused < Self.cases / 50)
    }

    /// The server has remainders of decimals only, and no digit of those is lost: what remains of a double is a matter of
    /// its last one.
    @Test func `remainders are those of the evaluator`() throws {
        let server = try #require(PostgreSQLServer.current)
        let texts = ["${t.n} % 5", "${t.n} % ${t.m}", "mod(${t.x}, 2)", "mod(${t.p}, -0.5)", "${t.n} % 0"]
        let statement = try ExpressionRows.odd.statement(texts, .postgreSQL)
        let (sql, parameters) = SQLRenderer.render(statement, dialect: .postgreSQL)
        let table = ExpressionRows.odd.creation(.postgreSQL).replacing("TABLE t ", with: "TEMPORARY TABLE t ")
        check(texts, try server.rows(table + ";\n" + sql, parameters: parameters), .odd)
    }

    private func answers(
        _ texts: [String], _ rows: ExpressionRows, _ server: PostgreSQLServer
    ) throws -> [[String?]] {
        let (sql, parameters) = SQLRenderer.render(try rows.statement(texts, .postgreSQL), dialect: .postgreSQL)
        return try server.rows(sql, parameters: parameters)
    }

    private func check(_ texts: [String], _ answers: [[String?]], _ rows: ExpressionRows) {
        for (column, text) in texts.enumerated() {
            guard let expected = try? rows.evaluated(text) else {
                Issue.record("not evaluated: \(text)")
                continue
            }
            for (row, value) in expected.enumerated() where !Self.isSame(answers[row][column], value) {
                Issue.record("row \(row): \(text)\nis \(answers[row][column] ?? "NULL"), not \(value)")
                break
            }
        }
    }

    /// Numbers come to six decimals, also where a text writes one.
    private static func isSame(_ cell: String?, _ value: ExpressionValue) -> Bool {
        guard let cell else { return value.isNull }
        switch value {
        case .yesNo(let yes): return cell == (yes ? "t" : "f")
        case .date: return cell == value.text || cell == value.text + " 00:00:00" || isSame(cell, moment: value.text)
        case .string(let text):
            return cell == text || Double(cell).flatMap { a in Double(text).map { near(a, $0) } } == true
        default: return Double(cell).flatMap { a in value.double.map { near(a, $0) } } == true
        }
    }

    /// The server leaves out the zeros at the end of a second.
    private static func isSame(_ cell: String, moment: String) -> Bool {
        let digits = cell.split(separator: ".").dropFirst().first?.utf8.count ?? 0
        return digits > 0 && cell + String(repeating: "0", count: 6 - digits) == moment
    }

    private static func near(_ left: Double, _ right: Double) -> Bool {
        (left - right).magnitude <= 1e-6 + max(left.magnitude, right.magnitude) * 1e-9
    }
}
