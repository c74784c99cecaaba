package import NIOCore
package import NIOHTTPTypes

/// Closes a connection whose client sends the body of a request more slowly than any network would: connections that are
/// held open with a byte now and then would else take the places of everybody. Slow heads end with the server's idle time,
/// which counts from head to head.
package final class SlowBodyHandler: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart
    package typealias InboundOut = HTTPRequestPart

    private let patience: TimeAmount
    private let bytesPerSecond: Int64
    private var began = NIODeadline.now()
    private var received: Int64 = 0
    /// What of the body has been granted time.
    private var granted: Int64 = 0
    private var closing: Scheduled<Void>?

    /// - Parameters:
    ///   - patience: What every body has.
    ///   - bytesPerSecond: So many bytes grant a second more.
    package init(patience: TimeAmount = .seconds(60), bytesPerSecond: Int64 = 1_000) {
        self.patience = patience
        self.bytesPerSecond = max(1, bytesPerSecond)
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            (began, received, granted) = (.now(), 0, 0)
            wait(context)
        case .body(let part):
            received += Int64(part.readableBytes)
            // Not for each part: a timer costs more than most parts.
            if received - granted > bytesPerSecond * 10 { wait(context) }
        case .end: stop()
        }
        context.fireChannelRead(data)
    }

    package func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    package func handlerRemoved(context: ChannelHandlerContext) { stop() }

    private func wait(_ context: ChannelHandlerContext) {
        stop()
        granted = received
        let channel = context.channel
        let end = began + patience + TimeAmount.seconds(received / bytesPerSecond)
        closing = context.eventLoop.scheduleTask(deadline: end) { channel.close(promise: nil) }
    }

    private func stop() {
        closing?.cancel()
        closing = nil
    }
}
