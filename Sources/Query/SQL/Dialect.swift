/// What one database can do and how it spells things. Shared code asks this value and never branches on an engine's name.
package struct Dialect: Sendable {
    package var name: String

    package init(name: String) {
        self.name = name
    }

    package static let duckDB = Dialect(name: "duckdb")
}
