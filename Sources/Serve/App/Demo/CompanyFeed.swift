import DemoData
import Landing

/// Sends the days of the demo company through the doors, in their order.
struct CompanyFeed: Sendable {
    let company: DemoCompany
    let doors: DemoDoors
    /// What a load that was broken off has left behind.
    let arrived: Arrivals

    /// What of the company is in the warehouse already. A day begins when all of the day before it is stored, so only
    /// the last day can be there in part.
    struct Arrivals: Sendable {
        /// The newest arrivals.
        var events: Timestamp?
        var pings: Timestamp?
        /// The pings of the last day by their arrivals.
        var lastPings: [Timestamp: Set<String>] = [:]

        var firstOpenDay: Int { [events, pings].compactMap { $0.map { Int($0.day) } }.max() ?? .min }
    }

    struct Day: Sendable {
        var pings: [DemoPing]
        var batches: [DemoEventBatch]
    }

    struct Counts: Sendable {
        var pings = 0
        var events = 0
    }

    /// The days that are to be sent, in stretches of at most a week, none over the end of a month.
    var stretches: [[Int]] {
        var stretches: [[Int]] = []
        for day in company.days where day >= arrived.firstOpenDay {
            if let last = stretches.last?.last, stretches[stretches.count - 1].count < 7,
                monthName(last) == monthName(day)
            {
                stretches[stretches.count - 1].append(day)
            } else {
                stretches.append([day])
            }
        }
        return stretches
    }

    /// Sends some days; the next one is made while one is being sent.
    func send(_ days: [Int]) async throws -> Counts {
        var counts = Counts()
        guard let first = days.first else { return counts }
        var day = await make(first)
        for (index, _) in days.enumerated() {
            async let next = index + 1 < days.count ? make(days[index + 1]) : nil
            try await send(day, counts: &counts)
            if let made = await next { day = made }
        }
        return counts
    }

    private func make(_ day: Int) async -> Day {
        Day(
            pings: company.pings(day: day).filter {
                arrived.lastPings[Timestamp(microseconds: $0.receivedAt)]?.contains($0.siteID) != true
            },
            batches: company.eventBatches(day: day, apiKey: doors.key(of: DemoDoors.companyProject)).filter { batch in
                arrived.events.map { $0.microseconds < batch.receivedAt } ?? true
            })
    }

    private func send(_ day: Day, counts: inout Counts) async throws {
        for batch in day.batches {
            try await doors.send(batch: batch.body, receivedAt: Timestamp(microseconds: batch.receivedAt))
            counts.events += batch.eventCount
        }
        // Many at once, as instances do it, so that they share the disk's syncs.
        let lanes = 64
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<min(lanes, day.pings.count) {
                group.addTask {
                    for index in stride(from: lane, to: day.pings.count, by: lanes) {
                        let ping = day.pings[index]
                        try await doors.send(
                            ping: ping.body, from: ping.clientAddress,
                            receivedAt: Timestamp(microseconds: ping.receivedAt))
                    }
                }
            }
            try await group.waitForAll()
        }
        counts.pings += day.pings.count
    }
}
