/// What the company's offices know: people, campaigns, leads, tickets, answers and visits, all of the accounts and the
/// instances that are planned and lived already.
struct BusinessPlan: Sendable {
    let staff: Staff
    /// Old names of accounts that changed theirs, by the account's place.
    let renames: [Int: Rename]
    let contacts: ContactBook
    let marketing: MarketingPlan
    let web: WebPlan
    let support: SupportPlan
    let survey: SurveyPlan
    let salesMails: [PlannedSalesMail]

    struct Rename: Sendable {
        var formerName: String
        var day: Int
    }

    init(plan: CompanyPlan, histories: [InstanceHistory]) {
        let settings = plan.settings
        staff = Staff(seed: settings.seed)
        renames = Self.renames(plan)
        var contacts = ContactBook(plan: plan)
        marketing = MarketingPlan(plan: plan, staff: staff, contacts: &contacts)
        self.contacts = contacts
        web = WebPlan(settings: settings, marketing: marketing)
        support = SupportPlan(plan: plan, staff: staff, contacts: contacts)
        survey = SurveyPlan(plan: plan, histories: histories)
        salesMails = PlannedSalesMail.all(settings: settings, marketing: marketing)
    }

    /// The name that an account had on `day`.
    func name(of account: Int, in plan: CompanyPlan, on day: Int) -> String {
        if let rename = renames[account], day < rename.day { return rename.formerName }
        return plan.accounts[account].name
    }

    /// Every seventeenth account was bought, merged or given a new name in the year.
    private static func renames(_ plan: CompanyPlan) -> [Int: Rename] {
        var renames: [Int: Rename] = [:]
        for place in plan.accounts.indices where place % 17 == 3 {
            var random = Random(seed: plan.settings.seed, .crmHistory, place)
            let stem = plan.accounts[place].name.split(separator: " ").first.map(String.init) ?? "Old"
            renames[place] = Rename(
                formerName: "\(stem) \(random.pick(["Group", "Holdings", "Technologies", "Partners"]))",
                day: random.between(
                    plan.settings.firstDay + 20, max(plan.settings.firstDay + 21, plan.settings.endDay - 10)))
        }
        return renames
    }
}

/// The people of the software company who are in its systems.
struct Staff: Sendable {
    enum Role: String, Sendable, CaseIterable {
        case accountExecutive = "Account executive", customerEngineer = "Customer engineer"
        case technicalAdvisor = "Technical advisor", supportEngineer = "Support engineer"
        case salesDevelopment = "Sales development"
    }

    struct Colleague: Sendable {
        var id: String
        var name: String
        var email: String
        var role: Role
        var isActive: Bool
    }

    let colleagues: [Colleague]
    private let ids: [String: String]

    init(seed: UInt64) {
        var random = Random(seed: seed, .people)
        var colleagues: [Colleague] = []
        for role in Role.allCases {
            let names =
                switch role {
                case .accountExecutive: StaffNames.accountExecutives
                case .customerEngineer: StaffNames.customerEngineers
                case .technicalAdvisor: StaffNames.technicalAdvisors
                case .supportEngineer: StaffNames.supportEngineers
                case .salesDevelopment: StaffNames.salesDevelopment
                }
            for (number, name) in names.enumerated() {
                let address = name.lowercased().split(separator: " ").joined(separator: ".")
                colleagues.append(
                    Colleague(
                        id: "005" + random.code(12), name: name, email: "\(address)@soundings.example", role: role,
                        isActive: !(role == .supportEngineer && number == names.count - 1)))
            }
        }
        self.colleagues = colleagues
        ids = Dictionary(colleagues.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
    }

    func id(of name: String?) -> String? { name.flatMap { ids[$0] } }

    func all(_ role: Role) -> [Colleague] { colleagues.filter { $0.role == role } }
}
