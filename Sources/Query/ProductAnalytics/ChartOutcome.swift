internal import Foundation
package import JSON

/// A chart's numbers with all that is needed to defend them.
package struct ChartOutcome: Sendable {
    package let kind: String
    package let title: String?
    /// What the numbers mean.
    package let words: String
    package let context: ChartContext
    /// What was counted.
    package let span: ChartSpan
    /// The cohorts that the chart named.
    package let cohorts: [String: CohortMembers]
    /// What is to be said beside what the chart says itself.
    package var remarks: [String]
    package let answer: any ChartAnswer
    package let past: ChartPast?

    /// One object: `chart`, `definition`, `range`, `time_zone`, `as_of`, `source`, `reads` (which
    /// tables answered, and why not faster ones, and `for` which cohort where it is not the chart), `coverage` if it is known,
    /// `cohorts` if it names any, `sql` (the chart's, then that of its cohorts), `notes`, the answer's members, and `past` if it
    /// is compared with another time.
    /// - Parameters:
    ///   - showsSQL: Whether whoever reads it may see the SQL.
    ///   - coverage: Who could contribute to the numbers, as `coverage`.
    package func write(to writer: inout JSONWriter, showsSQL: Bool = true, coverage: JSONValue? = nil) {
        writer.beginObject()
        writer.key("chart")
        writer.string(kind)
        if let title {
            writer.key("title")
            writer.string(title)
        }
        writer.key("definition")
        writer.string(words)
        writer.key("source")
        writer.string(context.log.source.name)
        writer.key("time_zone")
        // Foundation calls UTC so.
        let zone = context.calendar.zone.identifier
        writer.string(zone == "GMT" ? "UTC" : zone)
        writer.range(span.range, in: context.calendar)
        writer.key("as_of")
        writer.string(ChartTime.iso(context.asOf, in: context.calendar))
        if let sample = context.sample {
            writer.key("sampled")
            writer.double(sample)
        }
        writer.key("reads")
        writer.beginArray()
        for read in context.log.reads.all {
            writer.beginObject()
            writer.key("tables")
            writer.string(read.strategy.rawValue)
            if !read.reason.isEmpty {
                writer.key("because")
                writer.string(read.reason)
            }
            if !read.purpose.isEmpty {
                writer.key("for")
                writer.string(read.purpose)
            }
            writer.endObject()
        }
        writer.endArray()
        if let coverage {
            writer.key("coverage")
            writer.value(coverage)
        }
        if !cohorts.isEmpty { writeCohorts(to: &writer) }
        writer.key("sql")
        writer.beginArray()
        // Lists in memory ask nothing.
        let statements = answer.sql + (past?.answer.sql ?? []) + context.log.reads.sql
        for (place, sql) in statements.enumerated()
        where showsSQL && !sql.isEmpty && !statements[..<place].contains(sql) {
            writer.string(sql)
        }
        writer.endArray()
        writer.key("notes")
        writer.beginArray()
        for note in remarks + answer.notes + [span.note].compactMap(\.self) { writer.string(note) }
        writer.endArray()
        answer.write(to: &writer)
        past?.write(to: &writer, in: context.calendar)
        writer.endObject()
    }

    /// Each cohort with its size and the moment for which it was worked out.
    private func writeCohorts(to writer: inout JSONWriter) {
        writer.key("cohorts")
        writer.beginArray()
        for (name, members) in cohorts.sorted(by: { $0.key < $1.key }) {
            writer.beginObject()
            writer.key("name")
            writer.string(name)
            writer.key("size")
            writer.int(members.units.count)
            writer.key("as_of")
            writer.string(ChartTime.iso(members.asOf, in: context.calendar))
            if !members.unknown.isEmpty {
                writer.key("unknown_ids")
                writer.int(members.unknown.count)
            }
            writer.endObject()
        }
        writer.endArray()
    }
}
