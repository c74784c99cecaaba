internal import LookML

/// The named objects of a model beside views and explores.
struct ModelObjects {
    private(set) var accessGrants: [String: AccessGrant] = [:]
    private(set) var datagroups: [Datagroup] = []
    private(set) var mapLayers: [MapLayer] = []
    private let problems: ProblemList

    init(_ scope: some LookMLScope, problems: ProblemList) {
        self.problems = problems
        for item in scope.items("access_grant") { addGrant(item) }
        for item in scope.items("datagroup") { addDatagroup(item) }
        for item in scope.items("map_layer") { addLayer(item) }
    }

    /// A grant that can't be read is held by nobody.
    private mutating func addGrant(_ item: LookMLItem) {
        guard let grant = named(item) else { return }
        let attribute = grant.text("user_attribute")
        let values = Set((grant.strings("allowed_values") ?? []).map(\.value))
        if attribute == nil || values.isEmpty {
            problems.report(
                "missing-parameter",
                "The grant `\(grant.name)` needs `user_attribute` and `allowed_values`; nobody has it.",
                at: grant.location)
        }
        guard accessGrants[grant.name] == nil else {
            reportDuplicate("grant", grant)
            accessGrants[grant.name]?.allowedValues = []
            return
        }
        accessGrants[grant.name] = AccessGrant(
            name: grant.name, userAttribute: attribute ?? "", allowedValues: attribute == nil ? [] : values)
    }

    private mutating func addDatagroup(_ item: LookMLItem) {
        guard let group = named(item) else { return }
        guard !datagroups.contains(where: { $0.name == group.name }) else { return reportDuplicate("datagroup", group) }
        let cutter = TemplateCutter(view: nil, isInView: false, problems: problems)
        let datagroup = Datagroup(
            name: group.name, label: group.text("label"), description: group.text("description"),
            sqlTrigger: group.token("sql_trigger").map { cutter.cut($0).sql },
            interval: group.text("interval_trigger").flatMap(DurationText.seconds),
            maxCacheAge: group.text("max_cache_age").flatMap(DurationText.seconds), location: group.location)
        if datagroup.sqlTrigger == nil, datagroup.interval == nil, datagroup.maxCacheAge == nil {
            problems.report(
                "missing-parameter", .warning,
                "The datagroup `\(group.name)` is never triggered: it has none of `sql_trigger`, `interval_trigger` and "
                    + "`max_cache_age`.", at: group.location)
        }
        datagroups.append(datagroup)
    }

    private mutating func addLayer(_ item: LookMLItem) {
        guard let layer = named(item) else { return }
        guard !mapLayers.contains(where: { $0.name == layer.name }), !MapLayer.builtIn.contains(layer.name) else {
            return reportDuplicate("map layer", layer)
        }
        let source: MapLayer.Source
        if let file = layer.text("file") {
            source = .file(file)
        } else if let url = layer.text("url") {
            source = .url(url)
        } else {
            return problems.report(
                "missing-parameter", "The map layer `\(layer.name)` needs `file` or `url`.", at: layer.location)
        }
        func level(_ key: String) -> Int? { layer.text(key).flatMap { Int($0) } }
        mapLayers.append(
            MapLayer(
                name: layer.name, source: source,
                format: layer.text("format").flatMap(MapLayer.Format.init(rawValue:))
                    ?? (layer.item("extents_json_url") == nil ? .topojson : .vectorTiles),
                extentsURL: layer.text("extents_json_url"), featureKey: layer.text("feature_key"),
                propertyKey: layer.text("property_key"), propertyLabelKey: layer.text("property_label_key"),
                projection: layer.text("projection"), minZoom: level("min_zoom_level"), maxZoom: level("max_zoom_level")
            ))
    }

    /// `nil`, after a report, for a block without a name.
    private func named(_ item: LookMLItem) -> NamedObject? {
        if let object = NamedObject(item) { return object }
        if case .block = item.value {
            problems.report("missing-name", "This \(item.key.value) has no name.", at: item.location)
        }
        return nil
    }

    private func reportDuplicate(_ kind: String, _ object: NamedObject) {
        problems.report(
            "duplicate-name", "There is a \(kind) `\(object.name)` already.", at: object.location,
            suggestion: "Rename one of them.")
    }
}
