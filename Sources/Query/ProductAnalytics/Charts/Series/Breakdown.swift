/// How a chart is broken down: by which properties of its event, and how many groups are told apart.
package struct Breakdown: Hashable, Sendable {
    /// What becomes of the groups that are not among the first.
    package enum Rest: String, Hashable, Sendable, CaseIterable {
        /// They are one group, in which each unit counts once.
        case other
        /// They are left out.
        case none
    }

    package var properties: [PropertyReference]
    /// How many groups are told apart, from 1.
    package var top: Int
    package var rest: Rest

    package init(by properties: [PropertyReference], top: Int = 10, rest: Rest = .other) {
        self.properties = properties
        self.top = top
        self.rest = rest
    }

    package static let mostGroups = 500

    /// Reads `top` (10) and `other` (`other`, or `none` to leave the rest out); the properties are the event's `group_by`.
    init(_ reader: inout DefinitionReader, by properties: [PropertyReference]) {
        self.init(
            by: properties, top: reader.integer("top", in: 1...Self.mostGroups) ?? 10,
            rest: reader.choice("other", or: .other))
    }

    /// ` by user.plan`, or nothing.
    var words: String {
        properties.isEmpty ? "" : " by " + properties.map(\.description).joined(separator: " and ")
    }
}
