package import JSON

/// Some of what a person did, in the order in which it was asked for, cut into runs of one session.
package struct ActivityPage: Sendable {
    /// Where the next page goes on.
    package struct Cursor: Sendable, Equatable {
        /// Microseconds.
        package var time: Int64
        package var sequence: Int64

        package init(time: Int64, sequence: Int64) {
            self.time = time
            self.sequence = sequence
        }

        /// `TIME-SEQUENCE`, as answers write it; `nil` for anything else.
        package init?(_ text: String) {
            let parts = text.split(separator: "-", maxSplits: 1).map { Int64($0) }
            guard parts.count == 2, let time = parts[0], let sequence = parts[1] else { return nil }
            self.init(time: time, sequence: sequence)
        }

        package var text: String { "\(time)-\(sequence)" }
    }

    package struct Event: Sendable {
        package var time: Int64
        package var sequence: Int64
        package var type: String
        package var isActive: Bool
        /// `nil` outside of sessions.
        package var session: Int64?
        /// Every column that has a value, by its name: all properties, ids and clocks.
        package var values: JSONObject
    }

    /// Events of one session that follow each other; a session may go on on the next page.
    package struct Run: Sendable {
        package var session: Int64?
        package var events: [Event]
    }

    package var runs: [Run]
    /// `nil` if this is the end.
    package var next: Cursor?

    package var events: [Event] { runs.flatMap(\.events) }

    init(_ events: [Event], next: Cursor?) {
        runs = []
        self.next = next
        for event in events {
            if let last = runs.last, last.session == event.session {
                runs[runs.count - 1].events.append(event)
            } else {
                runs.append(Run(session: event.session, events: [event]))
            }
        }
    }

    /// One object: `sessions`, each with its `session` and `events` (`time`, `type`, `active`, `values`), and `next`, what to
    /// ask for to go on.
    package func write(to writer: inout JSONWriter, in calendar: ChartCalendar) {
        writer.beginObject()
        writer.key("sessions")
        writer.beginArray()
        for run in runs {
            writer.beginObject()
            writer.key("session")
            writer.value(run.session.map(JSONValue.int) ?? .null)
            writer.key("events")
            writer.beginArray()
            for event in run.events {
                writer.beginObject()
                writer.key("time")
                writer.string(ChartTime.iso(event.time, in: calendar))
                writer.key("type")
                writer.string(event.type)
                writer.key("active")
                writer.bool(event.isActive)
                writer.key("values")
                writer.value(.object(event.values))
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.key("next")
        writer.value(JSONValue(next?.text))
        writer.endObject()
    }
}
