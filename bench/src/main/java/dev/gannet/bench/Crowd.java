package dev.gannet.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Clients that mean no good, from forty addresses: 1,000 that never finish a request, 200 that send a body byte by byte, 200 that
 * ask for the stream and never read. The latter two have keys, or they would not get that far. Whoever is thrown out comes again:
 * {@code Crowd PORT COOKIE TOKEN}.
 */
public final class Crowd {
    private static final int ADDRESSES = 40;

    private final int port;
    private final String cookie;
    private final String token;

    private Crowd(int port, String cookie, String token) {
        this.port = port;
        this.cookie = cookie;
        this.token = token;
    }

    /** What one of them does with its connection. */
    private interface Trick {
        void play(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    public static void main(String[] args) throws InterruptedException {
        Crowd crowd = new Crowd(Integer.parseInt(args[0]), args[1], args[2]);
        for (int i = 0; i < 1_400; i++) {
            Trick trick = i < 1_000 ? crowd::neverFinishes : i < 1_200 ? crowd::dribbles : crowd::neverReads;
            int from = 2 + i % ADDRESSES;
            Thread.ofVirtual().start(() -> crowd.comeAgainAndAgain(trick, from));
        }
        Thread.currentThread().join();
    }

    private void comeAgainAndAgain(Trick trick, int from) {
        while (true) {
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) from}), 0));
                socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
                socket.setSoTimeout(1_000);
                trick.play(socket, socket.getOutputStream());
            } catch (IOException e) {
                // thrown out, as it should be
            } catch (InterruptedException e) {
                return;
            }
            try {
                TimeUnit.SECONDS.sleep(10);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void send(OutputStream out, String text) throws IOException {
        out.write(text.formatted(port, cookie, token).getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private void neverFinishes(Socket socket, OutputStream out) throws IOException, InterruptedException {
        send(out, "GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s");
        TimeUnit.SECONDS.sleep(20);
    }

    /** Its header is one that the gate lets pass; an answer before the body is complete says that it did not. */
    private void dribbles(Socket socket, OutputStream out) throws IOException, InterruptedException {
        send(
                out,
                "POST /api/acts/debugger HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s\r\nAuthorization: Bearer %s\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n");
        for (int i = 0; i < 60; i++) {
            out.write(' ');
            out.flush();
            TimeUnit.MILLISECONDS.sleep(500);
            byte[] answer = new byte[socket.getInputStream().available()];
            if (answer.length > 0) {
                System.err.println(
                        new String(answer, 0, socket.getInputStream().read(answer), StandardCharsets.US_ASCII));
                return;
            }
        }
    }

    private void neverReads(Socket socket, OutputStream out) throws IOException, InterruptedException {
        send(out, "GET /api/stream HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s\r\n\r\n");
        TimeUnit.SECONDS.sleep(20);
    }
}
