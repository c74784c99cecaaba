/// A company as the CRM knows it.
struct PlannedAccount: Sendable {
    enum Kind: String, Sendable { case customer = "Customer", prospect = "Prospect", free = "Free" }

    /// As CRM systems write it; also the account number of its subscriptions.
    var id: String
    var name: String
    var slug: String
    var domain: String
    var industry: String
    var region: String
    var employees: Int
    var kind: Kind
    /// What the CRM says, which is not always what the account is: former customers, and free ones that nobody typed.
    var crmType: String?
    var createdDay: Int
    /// Start of the first contract.
    var firstContractDay: Int?
    var contractEndDay: Int?
    /// Everyone who could use the product, where the contract has no number of seats.
    var possibleUsers: Int?
    var hasUnlimitedDeal = false
    var accountExecutive: String
    var customerEngineer: String?
    var technicalAdvisor: String?
    var lifecycleStage: String
    var instanceDomain: String?
    var revenuePerYear: Int
    var opportunities: [PlannedOpportunity] = []
    var subscriptions: [PlannedSubscription] = []
    var hasNoTelemetry = false
    /// By site id: licences that were issued outside the licence pages and that only the instance's key tells of.
    var hiddenSubscriptions: [String: PlannedSubscription] = [:]
}

struct PlannedOpportunity: Sendable {
    var id: String
    var name: String
    var stage: String
    var amount: Int
    var createdDay: Int
    var closeDay: Int
}

/// One subscription with its licences in the order of their creation.
struct PlannedSubscription: Sendable {
    var id: String
    var createdDay: Int
    var archivedDay: Int?
    var isProduction = true
    var licenses: [PlannedLicense] = []

    /// The licence that an instance has on `day`: the newest one made before that day's end.
    func license(on day: Int) -> PlannedLicense? { licenses.last { $0.createdDay <= day } ?? licenses.first }

    /// Seats that count at the end of `day`.
    func seats(endOf day: Int) -> Int? {
        guard isProduction, archivedDay.map({ $0 > day }) ?? true,
            let newest = licenses.last(where: { $0.createdDay <= day && $0.isListed }),
            newest.expiresDay > day + 1, newest.revokedDay.map({ $0 > day }) ?? true,
            !newest.tags.contains("trial")
        else { return nil }
        return newest.seats
    }
}

struct PlannedLicense: Sendable {
    var id: String
    var tags: [String]
    var seats: Int
    var createdDay: Int
    /// Midnight at its beginning.
    var expiresDay: Int
    var revokedDay: Int?
    /// The instance that first used it.
    var siteID: String?
    var opportunityID: String?
    /// Licences issued outside the licence pages are not in the licence table; their key alone tells whose they are.
    var isListed = true
    /// The text that instances send.
    var key: String
}
