internal import LookML

/// The names that the fields of a view use: those of its own fields are checked here once, for all explores that have the
/// view; those of other views are for each explore to look up.
struct ViewUsage: Sendable {
    /// A name of another view, or of a table.
    enum OutsideName: Sendable {
        case reference(Reference, from: ResolvedField.Level)
        case filter(CheckedFilter)
        case mention(Mention)
    }

    /// What is wrong with it in any explore.
    private(set) var problems: [Diagnostic] = []
    private(set) var outside: [OutsideName] = []
    /// Whether SQL of its fields names fields of other views: circles may then lead through these.
    private(set) var refersOutside = false
    /// Whether what one drills into names other views.
    private(set) var drillsOutside = false
    /// Circles of its own fields and, if there are none, chains that are too long. They count in explores in which no view
    /// refers to another.
    private(set) var circles: [Diagnostic] = []
    private(set) var deepChains: [Diagnostic] = []

    init(of view: ResolvedView) {
        if view.isSurveyed { return }
        let problems = ProblemList()
        checkNames(view, NameCheck(problems: problems))
        checkDrills(view, problems)
        self.problems = problems.all
        let graph = ReferenceGraph(of: [view])
        guard !refersOutside, graph.mayBeTooDeep(view) else { return }
        circles = graph.circles()
        if circles.isEmpty { deepChains = graph.deepChains() }
    }

    private mutating func checkNames(_ view: ResolvedView, _ check: NameCheck) {
        func ownField(_ short: String, at location: SourceLocation, isCertain: Bool) -> ResolvedField? {
            if let field = view.field(short) { return field }
            check.problems.reportUnknownField(short, in: view, at: location, isCertain: isCertain)
            return nil
        }
        for index in view.fields.indices {
            let level = view.fields[index].level
            for reference in view.fields[index].references {
                guard let name = view.ownName(reference) else {
                    outside.append(.reference(reference, from: level))
                    if case .field = reference.target { refersOutside = true }
                    continue
                }
                if let found = ownField(name, at: reference.location, isCertain: reference.isCertain) {
                    check.check(reference, from: level, to: found.field.name, found.field.category)
                }
            }
            for filter in view.fields[index].filters {
                guard let name = view.ownName(filter.text.field) else {
                    outside.append(.filter(filter))
                    continue
                }
                if let found = ownField(name, at: filter.fieldLocation, isCertain: true) {
                    check.check(filter, on: found.field)
                }
            }
            for mention in view.fields[index].mentions {
                guard let name = view.ownName(mention.name) else {
                    outside.append(.mention(mention))
                    continue
                }
                if let found = ownField(name, at: mention.location, isCertain: mention.isNeeded) {
                    check.check(mention, of: found.field)
                }
            }
        }
    }

    private mutating func checkDrills(_ view: ResolvedView, _ problems: ProblemList) {
        var namesOthers = false
        let list = FieldList(home: view, views: [:], everything: { view.fields.map(\.field.name) }) { token, meaning in
            if case .view = meaning { namesOthers = true }
            problems.report(meaning, at: token)
        }
        for drill in view.drills { _ = list.names(drill) }
        drillsOutside = namesOthers
    }
}

extension ResolvedView {
    /// The name without the view of a field of this view; `nil` for a full name of another one.
    func ownName(_ full: String) -> String? {
        let dot = full.utf8.index(full.startIndex, offsetBy: alias.utf8.count, limitedBy: full.endIndex)
        guard let dot, dot < full.endIndex, full.utf8[dot] == UInt8(ascii: "."), full.utf8.starts(with: alias.utf8),
            !alias.utf8.contains(UInt8(ascii: "."))
        else { return nil }
        return String(full[full.utf8.index(after: dot)...])
    }

    func ownName(_ reference: Reference) -> String? { reference.field.flatMap { ownName($0) } }

    /// What its fields drill into; lists that follow each other are equal for most fields, and come once.
    var drills: [[LookMLToken]] {
        var drills: [[LookMLToken]] = []
        for index in fields.indices where !fields[index].drill.isEmpty && drills.last != fields[index].drill {
            drills.append(fields[index].drill)
        }
        return drills
    }
}
