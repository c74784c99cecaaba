internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// The part of a list that `limit` and `offset` ask for. Without `limit`: all of it.
struct Page {
    let offset: Int
    let limit: Int?

    init(_ request: Request) {
        offset = max(0, request.parameter("offset").flatMap { Int($0) } ?? 0)
        limit = request.parameter("limit").flatMap { Int($0) }.map { max(0, $0) }
    }

    func part<Element>(of all: [Element]) -> [Element] {
        let rest = all.dropFirst(offset)
        return Array(limit.map { rest.prefix($0) } ?? rest)
    }

    /// The part with the length of the whole in a header.
    func answer(_ values: [JSONValue], of count: Int, _ request: Request) -> Response {
        var response = Response.json(selecting(.array(values), request))
        if let name = HTTPField.Name("X-Total-Count") { response.headers[name] = String(count) }
        return response
    }
}
