/// How far generating has come. The description is a line for people.
package enum GeneratorProgress: Sendable, Equatable, CustomStringConvertible {
    case tablesListed(Int)
    /// The keys of a table are looked for. Counted from 1.
    case examining(table: String, number: Int, of: Int)
    /// A join is checked against the data. Counted from 1.
    case checkingJoin(String, number: Int, of: Int)

    package var description: String {
        switch self {
        case .tablesListed(let count): LookMLText.count(count, "table")
        case .examining(let table, let number, let count): "[\(number)/\(count)] \(table)"
        case .checkingJoin(let join, let number, let count): "[\(number)/\(count)] \(join)"
        }
    }
}
