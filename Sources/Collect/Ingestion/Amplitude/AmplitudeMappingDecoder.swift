package import Landing

/// Reads queued bodies of user mappings.
package struct AmplitudeMappingDecoder: BodyDecoder {
    package static let format = "amplitude-usermap"
    package var format: String { Self.format }

    package init() {}

    package func decode(
        _ body: QueuedBody, blocking blocked: Set<ExactText>
    ) throws(DecodingProblem) -> DecodedBody {
        do {
            return DecodedBody(mappings: try AmplitudeForm(path: AmplitudeForm.userMapping, body: body.body).mappings())
        } catch {
            throw DecodingProblem(error.words)
        }
    }
}
