/// What the demo company looks like and how long its year is. The same settings always give the same company, to the byte.
package struct DemoSettings: Sendable, Hashable {
    /// Chooses the company's names, sizes and fortunes.
    package var seed: UInt64
    /// The last day with data, in days since 1970-01-01 (UTC).
    package var endDay: Int
    /// The shortest stretch of days to generate. It is extended back to the first day of its first month, so that 367
    /// or more always cover the twelve complete months before the month of `endDay`.
    package var days: Int
    /// Accounts in the CRM: customers, prospects and free ones. Desktop apps and free instances that nobody knows come
    /// on top, in proportion.
    package var accounts: Int
    /// Multiplies the number of people on every instance. Tests use small ones.
    package var scale: Double

    package init(seed: UInt64 = 20, endDay: Int, days: Int = 370, accounts: Int = 200, scale: Double = 1) {
        self.seed = seed
        self.endDay = endDay
        self.days = min(max(days, 1), 3_700)
        self.accounts = min(max(accounts, 10), 100_000)
        self.scale = scale
    }

    /// The first day with data.
    package var firstDay: Int { CivilDate.monthStart(endDay - days + 1) }
}
