import QueryCompiler
import SQL
import SemanticModel
import Testing
import Warehouse
import WarehouseDuckDB

/// Every hostile text in every place where people may put text, run on a real database beside a table that must stay
/// as it is and unseen.
@Suite struct HostileTextTests {
    @Test(arguments: Hostile.places)
    func `text in a place stays text`(_ place: Hostile.Place) async throws {
        try await withBench(Hostile.model, tables: Hostile.tables, attributes: ["name": "harmless"]) {
            bench async throws in
            let harmless = try? await Self.rows(of: place, "harmless", on: bench)
            for (id, text) in Hostile.texts.enumerated() {
                let found: [[String?]]?
                do {
                    found = try await Self.rows(of: place, text, on: bench)
                } catch let error as QueryError {
                    #expect(!error.message.isEmpty)
                    found = nil
                } catch let error as WarehouseError {
                    // Nowhere else may the database be the one that notices.
                    #expect(place.outcome == .name && "\(error)".contains("column"), "\(place.name), \(text): \(error)")
                    found = nil
                }
                Self.check(found, of: place, text: text, id: id, harmless: harmless)
                #expect(!(found ?? []).joined().contains { $0?.contains("s3cret") == true }, "\(place.name): \(text)")
            }
            try await Self.checkCanary(bench)
        }
    }

    private static func rows(of place: Hostile.Place, _ text: String, on bench: Bench) async throws -> [[String?]] {
        var bench = bench
        if place.isAttribute { bench.context.userAttributes = ["name": text] }
        return try await bench.rows(place.query(text))
    }

    private static func check(
        _ found: [[String?]]?, of place: Hostile.Place, text: String, id: Int, harmless: [[String?]]?
    ) {
        let what: Comment = "\(place.name), \(text.prefix(60))"
        let clean = String(String.UnicodeScalarView(text.unicodeScalars.filter { !marks.contains($0) }))
        let others = Hostile.texts.indices.filter { $0 != id }.map { [String($0)] }
        switch place.outcome {
        case .refused:
            guard let found else { return }
            #expect(typed.contains(clean), what)
            #expect(found.count <= Hostile.texts.count, what)
        case .itsRow, .allOthers, .itself:
            // Liquid in a value may be refused; marks that no text can hold are taken out of it first.
            guard let found else {
                #expect(mayBeRefused(text, in: place), what)
                return
            }
            // An attribute of several values has commas between them.
            // Who the user is stands in filters as Liquid; all other Liquid is a value like any text.
            let exact =
                clean == text && !(place.isAttribute && text.contains(",")) && !text.contains("_user_attributes")
            switch place.outcome {
            case .itsRow: #expect(found == [[String(id)]] || !exact && found.count <= 1, what)
            case .allOthers:
                #expect(unordered(found) == unordered(others) || !exact && found.count >= others.count, what)
            default: #expect(found == [[text]] || !exact && found.count <= 1, what)
            }
        case .name:
            // A literal as a whole, or nothing.
            guard let found else { return }
            let isLiteral = clean.count > 1 && clean.first == "'" && clean.last == "'"
            #expect(isLiteral || typed.contains(clean) || Int(clean) != nil, what)
            #expect(found.count <= 1, what)
        case .nothing: #expect(found == nil || found == [] || typed.contains(clean), what)
        case .ignored: #expect(found == nil || found?.count == 1 || found?.count == harmless?.count, what)
        }
    }

    /// No text of SQL may hold these: they are taken out of values.
    private static let marks: Set<Unicode.Scalar> = ["\u{0}", "\u{E000}", "\u{E001}"]

    /// What is a plain value in some language of filters: nothing else may pass where types are read.
    private static let typed: Set<String> = [
        "NULL", "EMPTY", "NaN", "{{ 1 }}", "0", "1e400", "0x31", "", "-", "--", "%", "^", "_", "\"",
    ]

    private static func mayBeRefused(_ text: String, in place: Hostile.Place) -> Bool {
        text.contains("{{") || text.contains("{%") || text.unicodeScalars.contains("\u{0}")
    }

    private static func checkCanary(_ bench: Bench) async throws {
        func rows(_ sql: String) async throws -> [[String?]] {
            try await bench.warehouse.rows(Statement(sql, label: "test")).text(columns: 2)
        }
        #expect(try await rows("SELECT * FROM canary ORDER BY id") == [["1", "s3cret"], ["2", "s3cret too"]])
        #expect(
            try await rows("SELECT table_name, 'table' FROM information_schema.tables ORDER BY 1")
                == [["canary", "table"], ["notes", "table"]])
        #expect(try await rows("SELECT COUNT(*), SUM(id) FROM notes") == [notes])
        #expect(try await rows("SELECT database_name, '' FROM duckdb_databases() WHERE NOT internal").count == 1)
    }

    private static var notes: [String?] {
        let count = Hostile.texts.count
        return [String(count), String(count * (count - 1) / 2)]
    }
}
