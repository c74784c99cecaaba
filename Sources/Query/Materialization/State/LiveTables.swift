package import QueryCompiler
package import SemanticModel
internal import Synchronization

/// What queries know of built tables and datagroups at one moment. The builder replaces it; queries never wait for it.
package final class LiveTables: Sendable {
    /// Since when results are good, by one datagroup.
    struct Freshness: Sendable {
        var since: Int64
        /// Microseconds.
        var maxAge: Int64?
    }

    private struct State {
        var built = BuiltTables()
        var revision = 0
        var datagroups: [String: Freshness] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// What ``QueryContext/built`` is to be.
    package var built: BuiltTables { state.withLock { $0.built } }

    /// Another number whenever a table was built, grew or was dropped.
    package var revision: Int { state.withLock { $0.revision } }

    /// Results from before this moment are old. All times are microseconds since 1970-01-01 00:00:00 UTC.
    ///
    /// - Parameter model: The model of the explore whose policy it is.
    package func oldBefore(_ policy: CachePolicy, model: String, now: Int64) -> Int64 {
        switch policy {
        case .lifetime(let seconds): return now.subtracting(seconds: seconds)
        case .datagroup(let name):
            // Nothing is known of it yet, so nothing is good.
            guard let group = state.withLock({ $0.datagroups[Self.key(model, name)] }) else { return now }
            return group.maxAge.map { max(group.since, now.subtractingReportingOverflow($0).partialValue) }
                ?? group.since
        }
    }

    func publish(_ built: BuiltTables) {
        state.withLock {
            $0.built = built
            $0.revision += 1
        }
    }

    func publish(_ datagroups: [String: Freshness]) { state.withLock { $0.datagroups = datagroups } }

    static func key(_ model: String, _ datagroup: String) -> String { model + "\n" + datagroup }
}

extension Int64 {
    fileprivate func subtracting(seconds: Int) -> Int64 {
        let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000)
        let (difference, under) = subtractingReportingOverflow(overflow ? .max : product)
        return under ? .min : difference
    }
}
