package import JSON
package import ProductAnalytics
package import Warehouse

/// What Amplitude's APIs are answered with.
package struct AmplitudeServices: Sendable {
    package var keys: any AmplitudeKeys
    package var warehouse: any Warehouse
    /// The project whose events charts read that name none.
    package var number: Int
    /// The project's zone and weeks.
    package var calendar: ChartCalendar
    /// The ISO code of the project's currency; `nil`: none is said.
    package var currency: String?
    /// Answers a chart's definition with its numbers as one JSON object.
    package var chart: @Sendable (_ definition: JSONValue) async throws -> [UInt8]
    /// The definition of a chart that is kept with the project.
    package var savedChart: @Sendable (_ id: String) -> JSONValue?
    package var cohorts: any AmplitudeCohorts
    package var records: any AmplitudeRecords
    /// Takes people of a project away for good, by any of their numbers.
    package var erase: @Sendable (_ people: [Int64], _ project: Int, _ requester: String) async throws -> Void
    package var limits: AmplitudeLimits
    /// Where people reach this server, `http://127.0.0.1:8080`.
    package var address: @Sendable () -> String
    /// Microseconds since 1970.
    package var now: @Sendable () -> Int64

    package init(
        keys: any AmplitudeKeys, warehouse: any Warehouse, number: Int, calendar: ChartCalendar,
        currency: String? = nil,
        chart: @escaping @Sendable (_ definition: JSONValue) async throws -> [UInt8],
        savedChart: @escaping @Sendable (_ id: String) -> JSONValue?, cohorts: any AmplitudeCohorts,
        records: any AmplitudeRecords,
        erase: @escaping @Sendable (_ people: [Int64], _ project: Int, _ requester: String) async throws -> Void,
        limits: AmplitudeLimits = .published,
        address: @escaping @Sendable () -> String, now: @escaping @Sendable () -> Int64
    ) {
        self.keys = keys
        self.warehouse = warehouse
        self.number = number
        self.calendar = calendar
        self.currency = currency
        self.chart = chart
        self.savedChart = savedChart
        self.cohorts = cohorts
        self.records = records
        self.erase = erase
        self.limits = limits
        self.address = address
        self.now = now
    }
}

/// What somebody with keys may do.
package struct AmplitudeAccess: Sendable, Equatable {
    /// Whose events they may read.
    package var project: Int
    /// Whether they may delete people.
    package var mayErase: Bool
    /// What the secret key is called, for the audit log.
    package var keyName: String?

    package init(project: Int, mayErase: Bool) {
        self.project = project
        self.mayErase = mayErase
    }
}

/// Finds out what keys open.
package protocol AmplitudeKeys: Sendable {
    /// - Returns: `nil` unless both keys are valid and belong to one project.
    func access(apiKey: String, secretKey: String) -> AmplitudeAccess?

    /// What a secret key opens, for the API that asks for it alone.
    func access(secretKey: String) -> AmplitudeAccess?
}
