import Synchronization

/// The results of `{% call statement('name', fetch_result=True) %}` of one rendering, for `load_result`.
final class QueryResults: Sendable {
    private let tables = Mutex<[String: QueryTable]>([:])

    func put(_ name: String, _ table: QueryTable) { tables.withLock { $0[name] = table } }

    func table(_ name: String) -> QueryTable? { tables.withLock { $0[name] } }
}
