internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import QueryDesk

/// Pictures of content: render tasks, which this server can't do yet and says so, and thumbnails, which it draws.
struct RenderRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        for subject in ["looks", "queries", "dashboards", "dashboard_elements"] {
            routes.post("render_tasks/\(subject)/:content/:format", use: create(subject))
        }
        routes.get("render_tasks/:task", use: none)
        routes.get("render_tasks/:task/results", use: none)
        routes.get("content_thumbnail/:kind/:content", use: thumbnail)
    }

    /// The request is checked as if there were a renderer, so that a client learns first what is wrong with it.
    private func create(
        _ kind: String
    ) -> @Sendable (Request, SoundingsRequestContext) async throws -> Response {
        { request, context in
            let caller = try context.requireCaller(may: "access_data")
            let id = try context.name("content")
            let isThere: Bool
            switch kind {
            case "looks":
                isThere =
                    try await ContentSubject.find(JSONObject([("look_id", .string(id))]), for: caller, in: services)
                    != nil
            case "queries":
                isThere =
                    try await ContentSubject.find(JSONObject([("query_id", .string(id))]), for: caller, in: services)
                    != nil
            case "dashboards":
                isThere =
                    try await ContentSubject.find(
                        JSONObject([("dashboard_id", .string(id))]), for: caller, in: services) != nil
            default:
                let place = try await services.content.placeOfElement(id)
                let access = try await services.content.folderAccess(for: caller.asReader)
                isThere = place.map { access.maySee($0.dashboard.folderID) } ?? false
            }
            guard isThere else { throw RequestFailure.notFound("content") }
            var problems = FieldProblems()
            for name in ["width", "height"] {
                guard let text = request.parameter(name) else {
                    problems.missing(name)
                    continue
                }
                guard let number = Int(text), (1...20_000).contains(number) else {
                    problems.invalid(name, "\(name) must be a number of pixels from 1 to 20000.")
                    continue
                }
            }
            if !["pdf", "png", "jpg"].contains(try context.name("format")) {
                problems.invalid("result_format", "Pictures are pdf, png or jpg.")
            }
            try problems.throwIfAny()
            throw RequestFailure.invalid(
                "This server has no renderer: it can't make pictures and PDF files yet. Ask for the data instead, "
                    + "through run_look and run_query.",
                [.init(field: "result_format", code: "invalid", message: "No renderer is set up.")])
        }
    }

    /// None has been made.
    @Sendable func none(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "access_data")
        throw RequestFailure.notFound("render task")
    }

    /// A plain picture of what kind of thing it is, as SVG; without data, so that it shows nobody more than the title.
    @Sendable func thumbnail(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let kind = try context.name("kind")
        let id = try context.name("content")
        guard ["look", "dashboard"].contains(kind) else {
            throw RequestFailure.invalid(
                "Validation Failed",
                [.init(field: "type", code: "invalid", message: "There are thumbnails of a look and a dashboard.")])
        }
        let found = try await ContentSubject.find(
            JSONObject([(kind + "_id", .string(id))]), for: caller, in: services)
        guard let found else { throw RequestFailure.notFound("content") }
        if let format = request.parameter("format"), format != "svg" {
            throw RequestFailure.invalid(
                "Validation Failed",
                [.init(field: "format", code: "invalid", message: "Thumbnails are svg; no renderer makes others yet.")])
        }
        let svg = Thumbnail(
            title: found.title, isDashboard: kind == "dashboard",
            width: Self.size(request.parameter("width"), usual: 320),
            height: Self.size(request.parameter("height"), usual: 200)
        ).svg
        return .body(Array(svg.utf8), contentType: "image/svg+xml; charset=utf-8")
    }

    private static func size(_ text: String?, usual: Int) -> Int {
        text.flatMap { Int($0) }.map { min(max($0, 16), 4_000) } ?? usual
    }
}

/// A drawing of a dashboard's tiles or of a chart.
struct Thumbnail {
    let title: String
    let isDashboard: Bool
    let width: Int
    let height: Int

    var svg: String {
        var shapes = ""
        if isDashboard {
            for (x, y, w, h) in [(8, 20, 40, 34), (52, 20, 40, 34), (8, 58, 84, 34)] {
                shapes += "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(w)\" height=\"\(h)\" rx=\"2\" fill=\"#dfe7ee\"/>"
            }
        } else {
            for (place, tall) in [28, 44, 36, 58, 50, 66].enumerated() {
                shapes +=
                    "<rect x=\"\(12 + place * 13)\" y=\"\(92 - tall)\" width=\"9\" height=\"\(tall)\" fill=\"#0072B2\"/>"
            }
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 100 100" \
            preserveAspectRatio="none" role="img"><title>\(Self.escaped(title))</title>\
            <rect width="100" height="100" fill="#ffffff"/>\(shapes)</svg>
            """
    }

    /// Text of an XML document; what XML has no characters for is left out.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
