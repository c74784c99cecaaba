/// What is known of a datagroup. All times are microseconds since 1970-01-01 00:00:00 UTC.
package struct DatagroupState: Sendable, Hashable {
    /// A number that stays.
    package var id: Int64
    package var model: String
    package var name: String
    package var createdAt: Int64
    /// What `sql_trigger` gave when it was looked at last.
    package var triggerValue: String?
    package var triggeredAt: Int64
    package var checkedAt: Int64
    /// Results from before are old.
    package var staleBefore: Int64
    /// Why the trigger could not be looked at.
    package var error: String?
}
