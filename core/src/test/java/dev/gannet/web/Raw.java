package dev.gannet.web;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends exactly the bytes it is told to, as no HTTP library would. */
final class Raw implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    /**
     * What came back.
     *
     * @param status 0 if the connection was closed without an answer
     * @param headers by name in lower case
     */
    record Reply(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    private final Socket socket;
    private final InputStream in;

    /** @param receive bytes that this side of the socket takes before somebody reads; 0 for the system's choice */
    Raw(int port, int receive) {
        this(port, receive, InetAddress.getLoopbackAddress());
    }

    /** @param from the address that the server is to see */
    Raw(int port, int receive, InetAddress from) {
        try {
            socket = new Socket();
            if (receive > 0) {
                socket.setReceiveBufferSize(receive);
            }
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one request on a connection of its own. */
    static Reply once(int port, String request) {
        try (Raw raw = new Raw(port, 0)) {
            raw.send(request);
            return raw.reply(request.startsWith("HEAD "));
        }
    }

    /** A request line and header fields as text, without a body. */
    static String request(String line, List<String> fields) {
        return line + "\r\n"
                + String.join("", fields.stream().map(field -> field + "\r\n").toList()) + "\r\n";
    }

    /** Sends text, one byte a character. */
    void send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next reply; one to HEAD has no body. */
    Reply reply(boolean head) {
        try {
            String status = line();
            if (status.isEmpty()) {
                return new Reply(0, Map.of(), "");
            }
            Map<String, String> headers = new TreeMap<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.merge(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip(),
                        (first, second) -> first + ", " + second);
            }
            int length = head ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            return new Reply(Integer.parseInt(status.split(" ", 3)[1]), headers, body);
        } catch (java.net.SocketException e) {
            return new Reply(0, Map.of(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line, without its end; empty at the end of everything. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.write(c);
        }
        byte[] bytes = line.toByteArray();
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        return new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8);
    }

    /** Whether the other side has closed, without waiting much for it. */
    boolean isClosed(int millis) {
        try {
            socket.setSoTimeout(millis);
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
