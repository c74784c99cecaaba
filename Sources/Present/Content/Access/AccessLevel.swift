/// How far somebody may go with a folder and what lies in it.
package enum AccessLevel: Int, Sendable, Hashable, Comparable {
    /// It isn't there for them.
    case none
    case view
    /// Also changing it and adding to it, given a permission such as `save_content`.
    case edit

    package static func < (left: AccessLevel, right: AccessLevel) -> Bool { left.rawValue < right.rawValue }
}
