internal import Compression
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import ProductAnalytics
internal import Warehouse

/// `/api/2/export`: the events that arrived from one hour until the end of another, as a ZIP of gzipped lines of JSON. Sent
/// while it is read: about one file of an hour is held at a time.
struct ExportAnswer: Sendable {
    private let export: EventExport
    private let hours: [EventExport.Hour]

    /// Lines of a file, before they are compressed.
    static let partSize = 16 << 20

    /// - Throws: ``AmplitudeFailure``: 400 for hours that can't be asked for, 404 where nothing arrived.
    init(_ request: AmplitudeRequest, warehouse: any Warehouse) async throws {
        func hour(_ name: String) throws(AmplitudeFailure) -> Int64 {
            let text = try request.query.required(name)
            guard let hour = ExportTime.hour(text) else {
                throw .invalid("\(name) is \"\(text.prefix(40))\", which is no hour. Write it as 20260301T05, in UTC.")
            }
            return hour
        }
        let (from, until) = (try hour("start"), try hour("end") + ChartCalendar.hour)
        guard from < until else { throw AmplitudeFailure.invalid("start is after end.") }
        guard until - from <= 365 * ChartCalendar.day else {
            throw AmplitudeFailure.invalid("An export has at most 365 days. Ask for fewer at a time.")
        }
        export = EventExport(warehouse: warehouse, project: request.project)
        hours = try await export.hours(from: from, until: until)
        if hours.isEmpty { throw AmplitudeFailure.notFound("No events arrived in these hours.") }
    }

    /// - Parameter place: Held until everything is sent.
    func response(holding place: RequestAllowance.Place) -> Response {
        let (export, hours) = (export, hours)
        let body = ResponseBody { writer in
            var archive = ZipStream()
            let types = try await export.names()
            for hour in hours {
                var parts = ExportParts(try await export.rows(of: hour), types, size: Self.partSize)
                while let part = try await parts.next() {
                    let name = ExportTime.fileName(project: export.project, hour: hour.start, part: part.number)
                    guard let packed = Gzip.packed(part.lines) else { throw ExportFailure.tooLarge(name) }
                    try await writer.write(ByteBuffer(bytes: archive.member(name, packed)))
                }
            }
            try await writer.write(ByteBuffer(bytes: archive.directory()))
            try await writer.finish(nil)
            withExtendedLifetime(place) {}
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/zip", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"export.zip\"",
            ], body: body)
    }
}

/// Why an export that has begun ends early.
enum ExportFailure: Error {
    case tooLarge(String)
}
