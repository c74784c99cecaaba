/// What an instance would count at the end of a day. Weeks and months are the current ones up to and with that day.
struct DayFacts: Sendable {
    /// Distinct people active on the day, in the week, in the month.
    var daily = 0
    var weekly = 0
    var monthly = 0
    /// Those of them who are signed in.
    var dailyRegistered = 0
    var weeklyRegistered = 0
    var monthlyRegistered = 0
    /// Those of them who came through an editor or a browser extension.
    var dailyIntegration = 0
    var weeklyIntegration = 0
    var monthlyIntegration = 0
    /// User accounts that are not deleted.
    var accounts = 0
    /// Accounts made and deleted so far this month.
    var created = 0
    var deleted = 0
    /// Active last month and this; last month and not yet this; this and not last although the account is older.
    var retained = 0
    var churned = 0
    var resurrected = 0
}

/// A set of users of one instance, a bit for each: the user's number is the place of the bit.
typealias UserSet = ContiguousArray<UInt64>
