package import Alerts
internal import Foundation
package import FrontDoor
internal import Presentation
internal import QueryCompiler
internal import QueryRunner
internal import Warehouse

extension QueryDesk {
    /// What a tile's query answers a caller, as conditions of alerts read it: under their rules and limits like any query.
    /// - Throws: as ``answer(_:as:_:for:origin:id:)``.
    package func alertTable(of body: QueryBody, for caller: Caller, origin: QueryOrigin) async throws -> AlertTable {
        var details = QueryRun.Details()
        (details.model, details.explore) = (body.query.model, body.query.explore)
        let run = book.begin(origin, by: caller, details)
        return try await book.during(run) {
            var options = RunOptions()
            options.priority = .background
            let asked = try await prepare(body, .json, options, for: caller, origin: origin, run)
            run.note { $0.sql = asked.compiled.readableSQL }
            return AlertTable(try await rows(of: asked), now: asked.context.now)
        }
    }
}

extension AlertTable {
    /// - Parameter now: Microseconds since 1970-01-01 UTC.
    fileprivate init(_ answer: QueryAnswer, now: Int64) {
        let fields = answer.query.fields
        // They say nothing of a row's name, whatever they are made of.
        let calculations = Set(fields.dropFirst(answer.query.selected).map(\.name))
        let renderers = fields.map(CellRenderer.init)
        var isNumeric = Array(repeating: false, count: fields.count)
        var rows: [[Cell]] = []
        for batch in answer.rows.batches {
            for row in 0..<batch.rowCount {
                rows.append(
                    fields.indices.map { place in
                        guard batch.columns.indices.contains(place) else { return Cell(text: nil) }
                        let column = batch.columns[place]
                        let number = column.number(row: row)?.double
                        if number != nil { isNumeric[place] = true }
                        return Cell(
                            text: column.text(row: row), number: number,
                            shown: renderers[place].text(of: column, row: row))
                    })
            }
        }
        let zone = TimeZone(identifier: answer.query.timezone) ?? .gmt
        let seconds = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(now / 1_000_000)))
        self.init(
            columns: fields.enumerated().map { place, field in
                Column(
                    name: field.name, label: field.label, isNumeric: isNumeric[place],
                    isDimension: field.category == .dimension && !calculations.contains(field.name),
                    grain: AlertGrain(field))
            }, rows: rows, clock: now + Int64(seconds) * 1_000_000)
    }
}

extension ValueFormat.Number {
    fileprivate var double: Double {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        }
    }
}
