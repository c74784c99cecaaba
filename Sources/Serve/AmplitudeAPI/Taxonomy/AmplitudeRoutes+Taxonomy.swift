internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

extension AmplitudeRoutes {
    func addTaxonomy(to routes: AmplitudeRouter) {
        addCategories(to: routes)
        for kind in TaxonomyKind.all {
            let path = "/api/2/taxonomy/" + kind.path
            routes.on(.get, path) { request in
                let taxonomy = taxonomy(kind, request)
                let fields = try request.asked()
                // Some clients name the entry in the query.
                if let name = fields[kind.name] { return .json(try await taxonomy.one(name, fields)) }
                return .json(try await taxonomy.list(fields))
            }
            routes.on(.post, path) { request in
                try await taxonomy(kind, request).create(try request.fields())
                return .json(Taxonomy.success())
            }
            routes.on(.get, path + "/:name") { request in
                .json(try await taxonomy(kind, request).one(request.part("name"), try request.asked()))
            }
            routes.on(.put, path + "/:name") { request in
                try await taxonomy(kind, request).update(request.part("name"), try request.fields())
                return .json(Taxonomy.success())
            }
            routes.on(.delete, path + "/:name") { request in
                try await taxonomy(kind, request).delete(request.part("name"), try request.fields())
                return .json(Taxonomy.success())
            }
            routes.on(.post, path + "/:name/restore") { request in
                try await taxonomy(kind, request).delete(
                    request.part("name"), try request.fields(), restores: true)
                return .json(Taxonomy.success())
            }
        }
        routes.on(.post, "/api/2/release") { request in
            let releases = Releases(records: services.records, project: request.project, clock: clock)
            return .json(try await releases.create(try request.fields()))
        }
    }

    private func taxonomy(_ kind: TaxonomyKind, _ request: AmplitudeRequest) -> Taxonomy {
        Taxonomy(
            kind: kind, records: services.records, project: request.project,
            observed: ObservedNames(warehouse: services.warehouse, project: request.project))
    }

    private func addCategories(to routes: AmplitudeRouter) {
        let path = "/api/2/taxonomy/category"
        let records = services.records
        @Sendable func categories(_ request: AmplitudeRequest) -> Categories {
            Categories(records: records, project: request.project)
        }
        routes.on(.get, path) { .json(try await categories($0).list()) }
        routes.on(.post, path) { .json(try await categories($0).create(try $0.fields())) }
        routes.on(.get, path + "/:name") { .json(try await categories($0).one($0.part("name"))) }
        routes.on(.put, path + "/:name") { request in
            try await categories(request).rename(request.part("name"), try request.fields())
            return .json(Taxonomy.success())
        }
        routes.on(.delete, path + "/:name") { request in
            try await categories(request).delete(request.part("name"))
            return .json(Taxonomy.success())
        }
    }

    func addAnnotations(to routes: AmplitudeRouter) {
        let path = "/api/3/annotations"
        routes.on(.get, path) { .json(try await annotations($0).list($0.query)) }
        routes.on(.post, path) { .json(try await annotations($0).create(try $0.json())) }
        routes.on(.get, path + "/:id") { .json(try await annotations($0).one($0.part("id"))) }
        routes.on(.put, path + "/:id") { .json(try await annotations($0).update($0.part("id"), try $0.json())) }
        routes.on(.delete, path + "/:id") { .json(try await annotations($0).delete($0.part("id"))) }
        addDayAnnotations(to: routes)
        let categories = "/api/3/annotation-categories"
        routes.on(.get, categories) { .json(try await annotations($0).listCategories($0.query)) }
        routes.on(.post, categories) { .json(try await annotations($0).createCategory(try $0.json())) }
        routes.on(.get, categories + "/:id") { .json(try await annotations($0).category($0.part("id"))) }
        routes.on(.put, categories + "/:id") {
            .json(try await annotations($0).renameCategory($0.part("id"), try $0.json()))
        }
        routes.on(.put, categories + "/bulk/:id") {
            .json(try await annotations($0).assign($0.part("id"), try $0.json()))
        }
        routes.on(.delete, categories + "/:id") { .json(try await annotations($0).deleteCategory($0.part("id"))) }
    }

    private var clock: AnnotationClock { AnnotationClock(calendar: services.calendar) }

    private func annotations(_ request: AmplitudeRequest) -> Annotations {
        Annotations(records: services.records, project: request.project, clock: clock)
    }

    private func addDayAnnotations(to routes: AmplitudeRouter) {
        @Sendable func annotations(_ request: AmplitudeRequest) -> DayAnnotations {
            DayAnnotations(annotations: self.annotations(request), clock: clock)
        }
        let path = "/api/2/annotations"
        routes.on(.get, path) { .json(try await annotations($0).list($0.query)) }
        routes.on(.post, path) { .json(try await annotations($0).create(try $0.fields())) }
        routes.on(.get, path + "/:id") { .json(try await annotations($0).one($0.part("id"))) }
    }
}

extension AmplitudeRequest {
    /// The fields of the query string and those of the body: Amplitude's documentation asks for the properties of an event
    /// with `event_type` in the body of a GET.
    fileprivate func asked() throws(AmplitudeFailure) -> FormFields {
        var all = query
        guard body.contains(where: { $0 > 0x20 }) else { return all }
        for field in try fields().fields { all.append(field.name, field.value) }
        return all
    }
}
