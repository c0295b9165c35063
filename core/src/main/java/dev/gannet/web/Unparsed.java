package dev.gannet.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty refuses by itself, because it is not HTTP/1.1 as it should be: in our words, with our headers. */
final class Unparsed implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Answer answer = Answer.error(response.getStatus(), "the request cannot be read");
        Answer.ALWAYS.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }
}
