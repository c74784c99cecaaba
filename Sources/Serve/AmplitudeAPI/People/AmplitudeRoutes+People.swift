internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

extension AmplitudeRoutes {
    func addPeople(to routes: AmplitudeRouter) {
        routes.on(.get, "/api/2/usersearch") { request in
            let text = try request.query.required("user")
            let search = UserSearch(warehouse: services.warehouse, project: request.project)
            return .json(
                bytes: try await allowance.run(.people, project: request.project) { try await search.answer(text) })
        }
        routes.on(.get, "/api/2/useractivity") { request in
            let activity = UserActivity(
                warehouse: services.warehouse, calendar: services.calendar, currency: services.currency,
                project: request.project)
            return .json(
                bytes: try await allowance.run(.people, project: request.project) {
                    try await activity.answer(request.query)
                })
        }
    }

    func addProfiles(to routes: AmplitudeRouter) {
        routes.on(.get, "/v1/userprofile") { request in
            let profile = UserProfile(
                warehouse: services.warehouse, cohorts: services.cohorts, project: request.project)
            return .json(
                try await allowance.run(.people, project: request.project) { try await profile.answer(request.query) })
        }
    }
}
