internal import Content
internal import ExploreEvents
internal import Foundation
package import JSON
package import ProductAnalytics
internal import SemanticModel

/// A filter as callers of the API write it.
package struct AskedFilter: Sendable, Hashable {
    /// `range`, or a property as definitions write it.
    package var field: String
    /// In Looker's language.
    package var expression: String
    /// Which of its languages; dimensions of explores have their own.
    package var kind: Kind

    package enum Kind: String, Sendable, CaseIterable { case string, number, yesno, date }

    package init(field: String, expression: String, kind: Kind = .string) {
        self.field = field
        self.expression = expression
        self.kind = kind
    }
}

extension ChartDesk {
    /// A definition with what filters of a dashboard put on it.
    /// - Throws: ``ChartError/invalid(_:)`` with each filter that the chart can't follow, as `filters[N].expression`.
    package func filtered(
        _ definition: JSONValue, by filters: [AskedFilter], asOf: Int64?, for reader: ChartReader
    ) throws(ChartError) -> JSONValue {
        guard !filters.isEmpty, let members = definition.objectValue else { return definition }
        // What can't be read says so itself.
        let chart = try ChartDefinition(definition)
        let explore = explore(of: chart.source, for: reader)
        let time = explore.flatMap { try? EventFields($0).time }
        let filters = filters.map { asked in
            let field = explore?.field(asked.field)
            if asked.field == ChartFilter.range || Self.areOneTime(field, time) {
                return ChartFilter(on: ChartFilter.range, asked.expression, as: .date)
            }
            return ChartFilter(on: asked.field, asked.expression, as: field?.filterGrammar ?? asked.kind.grammar)
        }
        let filtering = ChartFiltering(calendar: calendar(of: chart), asOf: asOf ?? now())
        return .object(try filtering.definition(members, with: filters))
    }

    private func explore(of source: ChartDefinition.SourceName, for reader: ChartReader) -> Explore? {
        guard case .explore(let model, let name) = sources.whole(source) else { return nil }
        return sources.project().map(reader.visible)?.model(model)?.explore(name, attributes: reader.attributes)
    }

    /// Whether a field is the time of the events, in whichever timeframe that is a point in time.
    private static func areOneTime(_ field: Field?, _ time: Field?) -> Bool {
        guard let field, let time else { return false }
        if field.name == time.name { return true }
        return field.filterGrammar == .date && field.view == time.view && field.dimensionGroup != nil
            && field.dimensionGroup == time.dimensionGroup
    }

    private func calendar(of chart: ChartDefinition) -> ChartCalendar {
        guard let zone = chart.zone.flatMap({ TimeZone(identifier: $0) }) else { return calendar }
        return ChartCalendar(zone: zone, weekStart: calendar.weekStart, fiscalStart: calendar.fiscalStart)
    }
}

extension AskedFilter.Kind {
    init(_ grammar: FilterGrammar) {
        self =
            switch grammar {
            case .string, .location: .string
            case .number: .number
            case .boolean: .yesno
            case .date: .date
            }
    }

    /// Of a dashboard's filter without a field.
    init(_ type: FilterDefinition.Kind) {
        self =
            switch type {
            case .date: .date
            case .number: .number
            default: .string
            }
    }

    fileprivate var grammar: FilterGrammar {
        switch self {
        case .string: .string
        case .number: .number
        case .yesno: .boolean
        case .date: .date
        }
    }
}
