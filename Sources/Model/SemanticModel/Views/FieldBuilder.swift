internal import LookML

/// Builds the fields of a view. What all kinds share is here; each kind has a file of its own.
struct FieldBuilder {
    static let kinds: Set<String> = ["dimension", "dimension_group", "measure", "filter", "parameter"]

    let alias: String
    let viewLabel: String
    let settings: ViewSettings
    let cutter: TemplateCutter
    let problems: ProblemList
    private let hidesByDefault: Bool
    private let drillOfView: [LookMLToken]
    /// `suggestions` of the view.
    let suggestsByDefault: Bool
    /// Own fields whose names hold a point.
    let dottedNames: Set<String>

    init(view: NamedObject, alias: String, viewLabel: String, settings: ViewSettings, problems: ProblemList) {
        self.alias = alias
        self.viewLabel = viewLabel
        self.settings = settings
        self.problems = problems
        cutter = TemplateCutter(view: alias, isInView: true, problems: problems)
        // Looked up once: a view may have a hundred thousand fields.
        hidesByDefault = view.flag("fields_hidden_by_default") ?? false
        drillOfView = view.strings("drill_fields") ?? []
        suggestsByDefault = view.flag("suggestions") ?? true
        dottedNames = Set(
            view.items.compactMap { item in
                guard let name = item.blockName, name.utf8.contains(UInt8(ascii: ".")), Self.kinds.contains(item.name)
                else { return nil }
                return name
            })
    }

    /// The fields that a block defines; none, after a report, when it can't be used. `nil` for other kinds of blocks.
    func build(_ object: NamedObject, as kind: String) -> [ResolvedField]? {
        switch kind {
        case "dimension" where object.text("type") == "location": location(object)
        case "dimension": dimension(object).map { [$0] } ?? []
        case "dimension_group": dimensionGroup(object)
        case "measure": measure(object).map { [$0] } ?? []
        case "filter", "parameter": filterOnly(object, isParameter: kind == "parameter").map { [$0] } ?? []
        default: nil
        }
    }

    /// What sets one field apart from the others of its block.
    struct Draft {
        var shortName: String
        var category: Field.Category
        /// As Looker's API names it.
        var type: String
        var kind: FieldKind
        var labelShort: String
        var groupLabel: String?
        var groupVariant: String?
        var dimensionGroup: String?
        var level: ResolvedField.Level = .row
        var references: [Reference] = []
        var filters: [CheckedFilter] = []
        var isHidden = false
        var mentions: [Mention] = []
        /// `nil`: all is as it is for most fields.
        var details: FieldDetails?
        /// The pattern where the author names none.
        var defaultFormat: String?
    }

    func field(_ object: NamedObject, _ draft: Draft) -> ResolvedField {
        let ownViewLabel = object.text("view_label")
        let viewLabel = ownViewLabel ?? self.viewLabel
        let hidden = object.flag("hidden") ?? hidesByDefault
        let format = format(object)
        let field = Field(
            name: "\(alias).\(draft.shortName)", view: alias, shortName: draft.shortName, category: draft.category,
            type: draft.type, kind: draft.kind, label: Labels.full(view: viewLabel, field: draft.labelShort),
            labelShort: draft.labelShort, viewLabel: viewLabel.trimmingBlanks(), fieldGroupLabel: draft.groupLabel,
            fieldGroupVariant: draft.groupVariant ?? draft.labelShort, dimensionGroup: draft.dimensionGroup,
            description: object.text("description"), hidden: hidden || draft.isHidden,
            primaryKey: draft.category == .dimension && (object.flag("primary_key") ?? false),
            valueFormat: format.pattern ?? draft.defaultFormat, valueFormatName: format.name, drillFields: [],
            tags: (object.strings("tags") ?? []).map(\.value),
            suggestions: object.strings("suggestions").map { $0.map(\.value) }, location: object.location)
        let drill = object.strings("drill_fields") ?? (draft.category == .measure ? drillOfView : [])
        var resolved = ResolvedField(
            field: field, hasOwnViewLabel: ownViewLabel != nil, level: draft.level, references: draft.references,
            filters: draft.filters, drill: drill, oldNames: (object.strings("alias") ?? []).map(\.value),
            mentions: draft.mentions)
        resolved.field.requiredGrants = settings.grants(of: object, problems: problems)
        addDetails(object, to: &resolved, draft)
        return resolved
    }

    /// Another field of the same block: what a draft leaves open is the same.
    func sibling(of other: ResolvedField, _ object: NamedObject, _ draft: Draft) -> ResolvedField {
        var sibling = other
        sibling.field.name = "\(alias).\(draft.shortName)"
        sibling.field.shortName = draft.shortName
        sibling.field.type = draft.type
        sibling.field.kind = draft.kind
        sibling.field.label = Labels.full(view: other.field.viewLabel, field: draft.labelShort)
        sibling.field.labelShort = draft.labelShort
        sibling.field.fieldGroupVariant = draft.groupVariant ?? draft.labelShort
        sibling.field.hidden = (object.flag("hidden") ?? hidesByDefault) || draft.isHidden
        sibling.references = draft.references
        return sibling
    }

    /// The label of a field by itself, without the suffix of its type. Liquid stays in it.
    func label(_ object: NamedObject) -> String {
        object.text("label") ?? Labels.humanised(object.name)
    }

    /// A field outside of groups: its group is the one that it names.
    func grouping(_ object: NamedObject, labelShort: String) -> (label: String?, variant: String) {
        (object.text("group_label"), object.text("group_item_label") ?? labelShort)
    }

    func sql(_ object: NamedObject, _ key: String = "sql") -> CutTemplate? { object.token(key).map(cutter.cut) }

    /// The SQL of a field, by default the column of its name.
    func sqlOrColumn(_ object: NamedObject) -> CutTemplate {
        if let sql = sql(object) { return sql }
        // A name with a point is one column, written whole.
        let column = object.name.contains(".") ? "\"\(object.name)\"" : object.name
        return CutTemplate(
            sql: SQLTemplate(parts: [.table, .text("." + column)], view: alias, location: object.location),
            references: [])
    }

    /// How a time column is stored. A date without a time has no zone to convert.
    func timeColumn(_ object: NamedObject) -> TimeColumn {
        let dataType = object.text("datatype").flatMap(TimeColumn.DataType.init(rawValue:)) ?? .datetime
        return TimeColumn(dataType: dataType, convertsZone: dataType != .date && object.flag("convert_tz") ?? true)
    }

    /// Whether the model knows the fiscal year that the timeframe needs; reports it otherwise.
    func allowsFiscal(_ timeframe: Timeframe, at location: SourceLocation) -> Bool {
        guard timeframe.isFiscal, settings.fiscalMonthOffset == nil else { return true }
        problems.report(
            "missing-parameter", "`\(timeframe.name)` needs the model's `fiscal_month_offset`.", at: location,
            suggestion: "fiscal_month_offset: 0")
        return false
    }

    private func format(_ object: NamedObject) -> (pattern: String?, name: String?) {
        let name = object.token("value_format_name")
        let named = name.flatMap { settings.formats.pattern($0, problems: problems) }
        let pattern = object.text("value_format") ?? named
        return (pattern, named == nil ? nil : name?.value)
    }

    func reportMissing(_ parameter: String, _ object: NamedObject, _ what: String) {
        problems.report(
            "missing-parameter", "\(what) `\(object.name)` needs `\(parameter)`.", at: object.location)
    }

    /// `type` with a value that LookML does not have, or that has no meaning here yet.
    func reportType(_ object: NamedObject, known: [String], later: Set<String> = []) {
        guard let type = object.token("type") else { return }
        guard !later.contains(type.value) else {
            return problems.report(
                "unsupported-parameter", .warning,
                "`type: \(type.value)` is LookML, but not supported here yet; `\(object.name)` is left out.",
                at: type.location)
        }
        problems.report(
            "unknown-type", "There is no type `\(type.value)`; `\(object.name)` is left out.", at: type.location,
            suggestion: Suggestion.nearest(to: type.value, in: known))
    }
}
