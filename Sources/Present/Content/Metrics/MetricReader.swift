import LookML

/// Reads one `metric:` of a content file.
struct MetricReader {
    let problems: Problems

    static let keys = [
        "metric", "label", "group", "definition", "formula", "grain", "unit", "status", "owner", "source_of_truth",
        "healthy", "poor", "synonyms", "model", "explore", "fields", "looks", "dashboards",
    ]

    /// What a metric names besides itself.
    struct Mentions {
        var query: QueryMentions?
        var looks: [LookMention] = []
        var dashboards: [DashboardMention] = []
    }

    /// - Returns: `nil`, with a report, for one without a name, a label or a definition.
    func read(_ members: [ContentNode.Member], at location: SourceLocation) -> (MetricDefinition, Mentions)? {
        var reader = MemberReader(members, at: location, problems: problems)
        guard let name = name(&reader) else { return nil }
        let object = "Metric `\(name)`"
        let label = reader.requiredText("label", of: object)
        let definition = reader.requiredText("definition", of: object)
        guard let label, let definition else { return nil }
        var mentions = Mentions()
        let model = reader.text("model")
        let explore = reader.text("explore")
        let fields = reader.located("fields")
        if let model, let explore {
            var query = QueryMentions(
                model: model, modelLocation: reader.location(of: "model"), explore: explore,
                exploreLocation: reader.location(of: "explore"))
            query.add(fields, in: "fields")
            mentions.query = query
        } else if model != nil || explore != nil || !fields.isEmpty {
            problems.report(
                "missing-key", "\(object) has to name `model`, `explore` and `fields` together.", at: location)
        }
        let looks = reader.located("looks")
        mentions.looks = looks.map { LookMention(id: $0.name, location: $0.location, listeners: []) }
        let dashboards = reader.located("dashboards")
        mentions.dashboards = dashboards.map { DashboardMention(id: $0.name, location: $0.location) }
        let metric = MetricDefinition(
            name: name, label: label, group: reader.text("group") ?? "Other", definition: definition,
            formula: reader.text("formula"), grain: reader.text("grain"), unit: reader.text("unit"),
            status: status(&reader), owner: reader.text("owner"),
            sourceOfTruth: sourceOfTruth(&reader, of: object, &mentions), healthy: reader.text("healthy"),
            poor: reader.text("poor"), synonyms: reader.texts("synonyms"), model: model, explore: explore,
            fields: fields.map(\.name), looks: looks.map(\.name), dashboards: dashboards.map(\.name),
            location: location)
        reader.reportRest(of: "A metric", known: Self.keys)
        let owner = ContentOwner.metric(name: name, label: label)
        mentions.query?.owner = owner
        for index in mentions.looks.indices { mentions.looks[index].owner = owner }
        return (metric, mentions)
    }

    private func name(_ reader: inout MemberReader) -> String? {
        guard let name = reader.requiredText("metric", of: "A metric") else { return nil }
        guard name.utf8.allSatisfy(SlugReader.isSlugByte), name.utf8.count <= 100 else {
            return reader.wrongType(
                "metric", "a name of letters, digits, - and _",
                ContentNode(.scalar(name, plain: true), at: reader.location(of: "metric")))
        }
        return name
    }

    private func status(_ reader: inout MemberReader) -> MetricDefinition.Status {
        guard let text = reader.text("status") else { return .agreed }
        if let status = MetricDefinition.Status(rawValue: text) { return status }
        let names = MetricDefinition.Status.allCases.map(\.rawValue)
        problems.report(
            "wrong-type", "`status` has to be one of \(names.joined(separator: ", ")).",
            at: reader.location(of: "status"), suggestion: problems.suggestion(for: text, among: names))
        return .agreed
    }

    /// `{look: 1521}`, `{dashboard: 389}`, or `{title: …, url: …}` for what is elsewhere.
    private func sourceOfTruth(
        _ reader: inout MemberReader, of object: String, _ mentions: inout Mentions
    ) -> MetricDefinition.SourceOfTruth? {
        guard let node = reader.take("source_of_truth") else { return nil }
        guard let members = node.members else {
            return reader.wrongType("source_of_truth", "a mapping with `look`, `dashboard` or `title`", node)
        }
        var source = MemberReader(members, at: node.location, problems: problems)
        let look = source.located("look").first
        let dashboard = source.located("dashboard").first
        let title = source.text("title")
        let url = source.text("url")
        source.reportRest(of: "`source_of_truth`", known: ["look", "dashboard", "title", "url"])
        if let look {
            mentions.looks.append(LookMention(id: look.name, location: look.location, listeners: []))
            return .look(look.name)
        }
        if let dashboard {
            mentions.dashboards.append(DashboardMention(id: dashboard.name, location: dashboard.location))
            return .dashboard(dashboard.name)
        }
        if let url, !url.hasPrefix("https://"), !url.hasPrefix("http://") {
            problems.report(
                "wrong-type", "`url` has to begin with https:// or http://.", at: source.location(of: "url"))
            return nil
        }
        guard let title else {
            problems.report(
                "missing-key", "`source_of_truth` of \(object) needs a `look`, a `dashboard` or a `title`.",
                at: node.location)
            return nil
        }
        return .other(title: title, url: url)
    }
}

/// A dashboard that a metric names.
struct DashboardMention {
    var id: String
    var location: SourceLocation
}
