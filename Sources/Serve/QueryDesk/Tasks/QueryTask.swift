package import Presentation

/// A query that runs while nobody waits, with its result once it is there.
package struct QueryTask: Sendable {
    package enum Status: String, Sendable, Hashable { case added, running, complete, error, killed, expired }

    /// 32 hexadecimal digits.
    package var id: String
    package var userID: String
    /// As it was created.
    package var order: QueryTaskOrder
    package var status = Status.added
    package var result: [UInt8] = []
    package var contentType = ""
    /// Why there is no result.
    package var failure: String?
    /// Microseconds since 1970-01-01 UTC.
    package var createdAt: Int64
    package var endedAt: Int64?

    /// Seconds; 0 while it runs.
    package var runtime: Double { endedAt.map { Double($0 - createdAt) / 1_000_000 } ?? 0 }
}

/// What a task is to run.
package struct QueryTaskOrder: Sendable {
    package var queryID: String
    package var body: QueryBody
    package var format: ResultFormat
    package var options: RunOptions
    package var source: String?
    package var lookID: String?
    package var dashboardID: String?

    package init(
        queryID: String, body: QueryBody, format: ResultFormat, options: RunOptions, source: String? = nil,
        lookID: String? = nil, dashboardID: String? = nil
    ) {
        self.queryID = queryID
        self.body = body
        self.format = format
        self.options = options
        self.source = source
        self.lookID = lookID
        self.dashboardID = dashboardID
    }
}
