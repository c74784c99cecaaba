/// The project whose data a row is: every ingestion key belongs to one.
package struct ProjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package var number: Int32

    package init(_ number: Int32) { self.number = number }

    /// What arrives without a key, as pings do.
    package static let none = ProjectID(0)

    package static func < (left: ProjectID, right: ProjectID) -> Bool { left.number < right.number }
    package var description: String { String(number) }
}
