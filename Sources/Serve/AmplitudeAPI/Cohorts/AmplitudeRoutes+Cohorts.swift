internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

extension AmplitudeRoutes {
    func addCohorts(to routes: AmplitudeRouter) {
        routes.on(.get, "/api/3/cohorts") { request in
            let cohorts = try await services.cohorts.cohorts(project: request.project)
            let uploads = try await CohortUploads(records: services.records, project: request.project).all()
            return .json(bytes: CohortsAnswer.bytes(cohorts, uploads, project: request.project))
        }
        routes.on(.get, "/api/5/cohorts/request/:id") { request in
            let id = request.part("id")
            _ = try await cohort(id, request)
            let keys = request.query.all("propKeys").flatMap { $0.split(separator: ",").map(String.init) }
            let download = CohortDownload(
                cohort: id, hasProperties: !keys.isEmpty || request.query["props"] == "1", keys: keys)
            return .json(
                ["request_id": .string(download.requestID), "cohort_id": .string(id)], status: .accepted)
        }
        routes.on(.get, "/api/5/cohorts/request-status/:id") { request in
            let download = try download(request)
            _ = try await cohort(download.cohort, request)
            return .json([
                "request_id": .string(request.part("id")), "cohort_id": .string(download.cohort),
                "async_status": "JOB COMPLETED",
            ])
        }
        routes.on(.get, "/api/5/cohorts/request/:id/file") { request in
            let download = try download(request)
            let bytes = try await allowance.run(.queries, project: request.project) {
                guard
                    let people = try await services.cohorts.members(of: download.cohort, project: request.project)
                else { throw AmplitudeFailure.notFound("There is no cohort \(download.cohort.prefix(40)).") }
                return try await CohortFile(warehouse: services.warehouse, project: request.project)
                    .csv(people, download)
            }
            return .body(bytes, contentType: "text/csv; charset=utf-8")
        }
        routes.on(.post, "/api/3/cohorts/upload") { request in
            .json(bytes: try await changes(request.project).upload(try request.json()))
        }
    }

    func addMembership(to routes: AmplitudeRouter) {
        routes.on(.post, "/api/3/cohorts/membership") { request in
            .json(bytes: try await changes(request.project).change(try request.json()))
        }
    }

    private func changes(_ project: Int) -> CohortChanges {
        CohortChanges(
            cohorts: services.cohorts, ids: UploadedIDs(warehouse: services.warehouse, project: project),
            uploads: CohortUploads(records: services.records, project: project), project: project)
    }

    private func download(_ request: AmplitudeRequest) throws(AmplitudeFailure) -> CohortDownload {
        guard let download = CohortDownload(requestID: request.part("id")) else {
            throw .notFound("There is no request of this id.")
        }
        return download
    }

    private func cohort(_ id: String, _ request: AmplitudeRequest) async throws -> StoredCohort {
        let cohorts = try await services.cohorts.cohorts(project: request.project)
        guard let cohort = cohorts.first(where: { $0.id == id }) else {
            throw AmplitudeFailure.notFound("There is no cohort \(id.prefix(40)).")
        }
        return cohort
    }
}
