internal import Compression
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import NIOCore
internal import ProductAnalytics

extension AmplitudeRoutes {
    func addPrivacy(to routes: AmplitudeRouter) {
        routes.on(.post, "/api/2/deletions/users") { request in
            guard request.access.mayErase else {
                throw AmplitudeFailure(
                    .forbidden,
                    "This secret key may not delete people. Make one with: soundings key secret --may-erase.")
            }
            let fields = try request.fields()
            return .json(
                try await allowance.run(.queries, project: request.project) {
                    try await deletions(request).delete(fields, now: services.now())
                })
        }
        routes.on(.get, "/api/2/deletions/users") { request in
            .json(try await deletions(request).list(request.query))
        }
        routes.on(.delete, "/api/2/deletions/users/:id/:day") { _ in
            throw AmplitudeFailure.invalid("Deletions are done at once and can't be taken back.")
        }
        routes.on(.post, "/api/2/dsar/requests") { request in
            let wanted = try await AccessRequest(
                try request.fields(), warehouse: services.warehouse, project: request.project)
            return .json(["requestId": .int(try await requests(request).add(wanted))], status: .accepted)
        }
        routes.on(.get, "/api/2/dsar/requests/:id") { request in
            let kept = try await requests(request).find(request.part("id"))
            let file = services.address() + "/api/2/dsar/requests/\(kept.id)/outputs/0"
            let wanted = kept.request
            return .json([
                "requestId": .int(kept.id), "userId": JSONValue(try await userID(of: wanted.person, request)),
                "amplitudeId": .int(wanted.person), "startDate": .string(wanted.start.description),
                "endDate": .string(wanted.end.description), "status": "done", "failReason": nil,
                "urls": [.string(file)], "expires": .string(kept.expires),
            ])
        }
        routes.on(.get, "/api/2/dsar/requests/:id/outputs/0") { request in
            let kept = try await requests(request).find(request.part("id"))
            let wanted = kept.request
            let place = try allowance.place(.queries, project: request.project)
            let export = EventExport(warehouse: services.warehouse, project: request.project)
            let (from, until) = wanted.bounds
            let rows = try await export.rows(of: wanted.person, from: from, until: until)
            let types = try await export.names()
            // A gzipped file may be made of several, one after the other.
            let body = ResponseBody { writer in
                var parts = ExportParts(rows, types, size: ExportAnswer.partSize)
                while let part = try await parts.next() {
                    guard let packed = Gzip.packed(part.lines) else { throw ExportFailure.tooLarge(String(kept.id)) }
                    try await writer.write(ByteBuffer(bytes: packed))
                }
                try await writer.finish(nil)
                withExtendedLifetime(place) {}
            }
            return Response(
                status: .ok, headers: [.contentType: "application/gzip", .cacheControl: "no-store"], body: body)
        }
    }

    private func deletions(_ request: AmplitudeRequest) -> Deletions {
        Deletions(warehouse: services.warehouse, project: request.project, erase: services.erase)
    }

    private func requests(_ request: AmplitudeRequest) -> AccessRequests {
        AccessRequests(records: services.records, project: request.project, now: services.now())
    }

    private func userID(of person: Int64, _ request: AmplitudeRequest) async throws -> String? {
        let source = try await CanonicalEvents.read(project: request.project, from: services.warehouse)
        let ids = PersonIDs(source: source, warehouse: services.warehouse, label: "amplitude: access request")
        return try await ids.userIDs(of: [person])[person]?.first
    }
}
