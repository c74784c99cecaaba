internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// The part of a list that `limit` and `offset` ask for (or the older `page` and `per_page`), and where the others are:
/// `X-Total-Count` and `Link` (RFC 8288), which the TypeScript SDK reads.
struct ListPage {
    let offset: Int
    /// `nil`: all.
    let limit: Int?

    /// - Throws: ``RequestFailure/badRequest(_:)`` for what is no number.
    init(_ request: Request) throws {
        func number(_ name: String, from least: Int) throws -> Int? {
            guard let text = request.parameter(name), !text.isEmpty else { return nil }
            guard let number = Int(text), number >= least else {
                throw RequestFailure.badRequest("\(name) must be a whole number from \(least).")
            }
            // More than any list has; sums and products of it stay numbers.
            return min(number, 1 << 30)
        }
        let page = try number("page", from: 1)
        let perPage = try number("per_page", from: 1)
        if let limit = try number("limit", from: 0) {
            self.limit = limit
            offset = try number("offset", from: 0) ?? 0
        } else if let page, let perPage {
            limit = perPage
            offset = (page - 1) * perPage
        } else {
            limit = nil
            offset = try number("offset", from: 0) ?? 0
        }
    }

    func part<Element>(of all: [Element]) -> ArraySlice<Element> {
        let start = min(offset, all.count)
        return all[start...].prefix(limit ?? all.count)
    }

    /// The answer with `elements`, which are `part(of:)` of a list of `count`.
    func answer(_ elements: [JSONValue], of count: Int, to request: Request) -> Response {
        var response = Response.json(selecting(.array(elements), request))
        if let name = HTTPField.Name("X-Total-Count") { response.headers[name] = String(count) }
        if let limit, limit > 0, let name = HTTPField.Name("Link") {
            response.headers[name] = links(count: count, limit: limit, request)
        }
        return response
    }

    private func links(count: Int, limit: Int, _ request: Request) -> String {
        let others = (request.uri.query ?? "").split(separator: "&").filter { pair in
            !["offset", "limit", "page", "per_page"].contains(String(pair.prefix { $0 != "=" }))
        }
        func link(_ relation: String, _ offset: Int) -> String {
            let query = (others.map(String.init) + ["limit=\(limit)", "offset=\(offset)"]).joined(separator: "&")
            return "<\(request.uri.path)?\(query)>; rel=\"\(relation)\""
        }
        let last = count == 0 ? 0 : (count - 1) / limit * limit
        var links = [link("first", 0), link("last", last)]
        if offset + limit < count { links.append(link("next", offset + limit)) }
        if offset > 0 { links.append(link("prev", max(0, offset - limit))) }
        return links.joined(separator: ", ")
    }
}
