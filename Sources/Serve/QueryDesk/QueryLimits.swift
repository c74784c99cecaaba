package import FrontDoor

/// How much of the warehouse each role may take.
package struct QueryLimits: Sendable, Hashable {
    package struct Limit: Sendable, Hashable {
        /// Queries of one person that run at once; `nil` is as many as there are places.
        package var concurrent: Int?
        /// Wall-clock limit of one statement; `nil` is that of all queries.
        package var time: Duration?
        /// Rows of one result; `nil` is as many as are asked for.
        package var rows: Int?

        package init(concurrent: Int? = nil, time: Duration? = nil, rows: Int? = nil) {
            self.concurrent = concurrent
            self.time = time
            self.rows = rows
        }
    }

    /// By the names of the roles.
    package var byRole: [String: Limit]

    package init(byRole: [String: Limit] = [:]) {
        self.byRole = byRole
    }

    package func limit(of caller: Caller) -> Limit { byRole[caller.role] ?? Limit() }
}
