package import JSON

/// Sessions, their lengths and their bounces, by bucket and over the whole range.
package struct SessionsAnswer: ChartAnswer {
    package let buckets: Buckets
    package let segments: [String]
    package let tally: SessionTally
    /// Microseconds.
    package let lengthBins: [Int64]
    let asOf: Int64
    let calendar: ChartCalendar
    let sampling: Sampling?
    package let sql: [String]
    package private(set) var notes: [String]

    /// Sessions ÷ units with one.
    package func sessionsPerUser(segment: Int = 0, bucket: Int? = nil) -> Double? {
        ratio(
            Double(tally.sessions(segment: segment, bucket: bucket)), tally.users(segment: segment, bucket: bucket))
    }

    /// Seconds; over sessions of at most 24 hours.
    package func averageLength(segment: Int = 0, bucket: Int? = nil) -> Double? {
        ratio(timeSpent(segment: segment, bucket: bucket), tally.sums(segment: segment, bucket: bucket).measured)
    }

    /// All lengths together, seconds.
    package func timeSpent(segment: Int = 0, bucket: Int? = nil) -> Double {
        Double(tally.sums(segment: segment, bucket: bucket).length) / Double(ChartCalendar.second)
    }

    package func timePerUser(segment: Int = 0, bucket: Int? = nil) -> Double? {
        ratio(timeSpent(segment: segment, bucket: bucket), tally.users(segment: segment, bucket: bucket))
    }

    package func eventsPerSession(segment: Int = 0, bucket: Int? = nil) -> Double? {
        ratio(
            Double(tally.sums(segment: segment, bucket: bucket).events),
            tally.sessions(segment: segment, bucket: bucket))
    }

    package func bounceRate(segment: Int = 0, bucket: Int? = nil) -> Double? {
        ratio(
            Double(tally.sessions(.bounces, segment: segment, bucket: bucket)),
            tally.sessions(segment: segment, bucket: bucket))
    }

    /// Sessions of the whole range that are in no bin of lengths: shorter than the first, longer than the last or over 24 hours.
    package func leftOut(segment: Int = 0) -> Int {
        tally.sessions(segment: segment) - bins { tally.sessions(.length(bin: $0), segment: segment) }.reduce(0, +)
    }

    /// Says how many sessions the bins leave out, if they do.
    mutating func noteLeftOut() {
        let count = segments.indices.map { scaled(leftOut(segment: $0)) }.reduce(0, +)
        guard count > 0, let first = lengthBins.first, let last = lengthBins.last else { return }
        func seconds(_ edge: Int64) -> String {
            edge % ChartCalendar.second == 0
                ? "\(edge / ChartCalendar.second)" : "\(Double(edge) / Double(ChartCalendar.second))"
        }
        notes.append(
            """
            \(count == 1 ? "1 session is" : "\(count) sessions are") in no bin of lengths: the bins reach from \
            \(seconds(first)) to \(seconds(last)) seconds.
            """)
    }

    private func ratio(_ value: Double, _ count: Int) -> Double? { count > 0 ? value / Double(count) : nil }

    package func write(to writer: inout JSONWriter) {
        let incomplete = (0..<buckets.count).map { buckets.isIncomplete($0, asOf: asOf) }
        writer.buckets(buckets, incomplete: incomplete, in: calendar)
        writer.key("length_bins")
        writer.numbers(lengthBins.map { Double($0) / Double(ChartCalendar.second) })
        writer.key("series")
        writer.beginArray()
        for (segment, name) in segments.enumerated() {
            writer.beginObject()
            writer.key("segment")
            writer.string(name)
            for metric in Metric.allCases {
                writer.key(metric.rawValue)
                writer.numbers((0..<buckets.count).map { value(metric, segment, $0) })
            }
            writer.key("collapsed")
            writer.beginObject()
            for metric in Metric.allCases {
                writer.key(metric.rawValue)
                writer.numberOrNull(value(metric, segment, nil))
            }
            if let sampling {
                writer.key("users_error")
                writer.double(sampling.error(ofCount: tally.users(segment: segment)))
                // Sessions of one user hang together, so that there are as many chances as users.
                writer.key("bounce_rate_error")
                writer.numberOrNull(
                    bounceRate(segment: segment).map {
                        Sampling.error(ofShare: $0, of: tally.users(segment: segment))
                    })
            }
            writer.key("lengths")
            writer.integers(bins { scaled(tally.sessions(.length(bin: $0), segment: segment)) })
            writer.key("length_users")
            writer.integers(bins { scaled(tally.users(.length(bin: $0), segment: segment)) })
            writer.key("lengths_left_out")
            writer.int(scaled(leftOut(segment: segment)))
            writer.endObject()
            writer.endObject()
        }
        writer.endArray()
    }

    private enum Metric: String, CaseIterable {
        case sessions, users, events, bounces
        case sessionsPerUser = "sessions_per_user"
        case averageLength = "average_length"
        case timeSpent = "time_spent"
        case timePerUser = "time_per_user"
        case eventsPerSession = "events_per_session"
        case bouncedUsers = "bounced_users"
        case bounceRate = "bounce_rate"
    }

    private func value(_ metric: Metric, _ segment: Int, _ bucket: Int?) -> Double? {
        switch metric {
        case .sessions: Double(scaled(tally.sessions(segment: segment, bucket: bucket)))
        case .users: Double(scaled(tally.users(segment: segment, bucket: bucket)))
        case .events: Double(scaled(tally.sums(segment: segment, bucket: bucket).events))
        case .bounces: Double(scaled(tally.sessions(.bounces, segment: segment, bucket: bucket)))
        case .bouncedUsers: Double(scaled(tally.users(.bounces, segment: segment, bucket: bucket)))
        case .sessionsPerUser: sessionsPerUser(segment: segment, bucket: bucket)
        case .averageLength: averageLength(segment: segment, bucket: bucket)
        case .timeSpent:
            sampling?.scaled(timeSpent(segment: segment, bucket: bucket)) ?? timeSpent(segment: segment, bucket: bucket)
        case .timePerUser: timePerUser(segment: segment, bucket: bucket)
        case .eventsPerSession: eventsPerSession(segment: segment, bucket: bucket)
        case .bounceRate: bounceRate(segment: segment, bucket: bucket)
        }
    }

    private func scaled(_ count: Int) -> Int { sampling?.scaled(count) ?? count }

    private func bins(_ value: (Int) -> Int) -> [Int] { (0..<lengthBins.count - 1).map(value) }
}
